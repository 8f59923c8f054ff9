from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "terreau.files"
    label = "files"
