"""Notes and all that goes with them among the bakers, each carrying a canary; and a true address for each route."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from terreau.files import keeping
from terreau.files.door import store_upload
from terreau.files.models import FilePage, FileText
from terreau.practice.models import (
    Book,
    CoAuthor,
    InUse,
    Note,
    Questioning,
    Remark,
    Shelf,
    Tagged,
    Trial,
    Variant,
)
from terreau.practice.words import Words

CANARIES = {
    "note": "zqfichedetous",  # a note for all members
    "circle-note": "zqfichedecercle",  # a note of the private circle
    "note-file": "zqtextedufichier",  # the words inside a file of that note
    "questioned": "zqremiseenquestion",  # a practice in question
}
OF_THE_NOTE = [
    "note", "editing", "translating", "versions", "text", "signing", "entrusting", "reading-again", "tried",
    "beginning", "varying", "serving", "usage", "placing", "hiding", "showing",
]  # fmt: skip
OF_THE_QUESTION = ["questioning", "supposing", "trying-out", "deciding", "using", "opening", "questioning-hiding"]


class Practised:
    """One of each thing that the practice holds."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        at, by = cls.then, cls.bruno
        words = Words(f"Façonner {CANARIES['note']}", "Le matin.", "", "1. Bouler")
        cls.note = Note.write(cls.bakers, by=by, at=at, kind="methode", words=words)
        secret = Words(f"Le four {CANARIES['circle-note']}", "", "", "Il fume.")
        upload = SimpleUploadedFile("four.txt", b"Du texte.")
        given = store_upload(upload, community=cls.bakers, by=by, at=at)
        FileText.objects.create(file=given, text=CANARIES["note-file"], state="read", read_at=at)
        path = keeping.keep(ContentFile(b"RIFF0000WEBP"))
        FilePage.objects.create(file=given, number=1, path=path, width=10, height=10)
        cls.secret_note = Note.write(
            cls.bakers, by=by, at=at, kind="cas", words=secret, circle=cls.ovens, files=[(given, "")]
        )
        cls.note_file = given
        cls.samples = {**cls.samples, **cls._practised(at, by)}

    @classmethod
    def _practised(cls, at, by) -> dict:
        CoAuthor.offer(cls.note, [cls.chloe], by=by, at=at)
        Tagged.put(cls.note, ["pain"], by=by, at=at)
        remark = Remark.make(cls.note, "Trop long.", by=by, at=at)
        trial = Trial.begin(cls.note, by=by, at=at, what="Un pli")
        variant = Variant.add(cls.note, by=by, at=at, name="Nuit", words="Moins")
        shelf = Shelf.put_up(cls.bakers, kind="brassee", name="Matins", by=by, at=at)
        shelf.hold(cls.note, by=by, at=at)
        asked = Questioning.ask(
            cls.bakers, by=by, at=at, practice=f"Nous pesons {CANARIES['questioned']}", question="Pourquoi ?"
        )
        use = InUse.say(asked, by=by, at=at, place="Ici")
        book = Book.add(cls.bakers, by=by, at=at, title="Le pain")
        note, secret = {"key": cls.note.key}, {"key": cls.secret_note.key}
        return {
            **{f"practice:{name}": note for name in OF_THE_NOTE},
            **{f"practice:{name}": {"key": asked.key} for name in OF_THE_QUESTION},
            "practice:drafting": {"part": "body"},
            "practice:using-no-more": {"key": asked.key, "use": use.key},
            "practice:remark-settling": {**note, "remark": remark.key},
            "practice:variant-dropping": {**note, "variant": variant.key},
            "practice:file": {**secret, "file_key": cls.note_file.key},
            "practice:trial": {"key": trial.key},
            "practice:trial-dropping": {"key": trial.key},
            "practice:shelf": {"key": shelf.key},
            "practice:shelf-settling": {"key": shelf.key},
            "practice:book-saying": {"key": book.key},
            "practice:book-taking-off": {"key": book.key},
            "files:page": {"key": cls.note_file.key, "number": 1},
        }
