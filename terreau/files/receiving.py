"""A file that comes in, held on the disk until somebody asks for it."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class OnDisk(TemporaryFileUploadHandler):
    """Writes it under a name of ours: Django's own ends as the sender's, which may be longer than a disk takes."""

    def new_file(self, *args, **kwargs):
        """A place on the disk; the sender's name stays with the upload, as a word."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = TemporaryUploadedFile("given", self.content_type, 0, self.charset, self.content_type_extra)
        self.file.name = self.file_name
