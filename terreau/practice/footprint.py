"""What a person wrote, tried and read again in the practice: theirs to take along, and to leave here or take back."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from terreau.people import footprint
from terreau.spine.models import JournalEntry
from terreau.spine.reading import System

from .models import (
    Book,
    BookWord,
    CoAuthor,
    InUse,
    Note,
    NoteFile,
    NoteVersion,
    Questioning,
    Reading,
    Remark,
    Shelf,
    Shelved,
    Trial,
    Use,
    Variant,
)
from .models.beside import recount_trials

OWN = System("what a person wrote in the practice")
footprint.technical("practice.notetext", "the latest of the versions that are in « fiches »")
footprint.technical("practice.notefile", "a file with a note; the file itself is in « fichiers »")
footprint.technical("practice.shelved", "says who put a note on a shelf; the note and the shelf are their authors'")


def _mine(model, person, field="person"):
    return model.objects.visible_to(OWN).filter(**{field: person}).select_related("community")


@footprint.section(
    "fiches",
    covers=["practice.note", "practice.noteversion", "practice.coauthor"],
    says=gettext_lazy("vos fiches, leurs versions, et celles que vous signez avec d’autres"),
)
def notes(person):
    """Each version they wrote, of any note; then the notes they sign with others."""
    for row in _mine(NoteVersion, person, "by").select_related("note").order_by("at", "pk").iterator(chunk_size=200):
        yield {
            "community": row.community.name, "note": row.note.title, "address": row.note.get_absolute_url(),
            "language": row.language, "version": row.number, "text": row.words.whole, "at": row.at,
        }  # fmt: skip
    for row in _mine(CoAuthor, person).select_related("note"):
        yield {"community": row.community.name, "note": row.note.title, "signed_at": row.accepted_at}


@footprint.section(
    "essais",
    covers=["practice.trial", "practice.variant", "practice.use", "practice.reading", "practice.remark"],
    says=gettext_lazy("vos essais, vos variantes, vos relectures et ce qui vous a servi"),
)
def trials(person):
    """What they tried, varied, read again; what was to be corrected; what served them."""
    for row in _mine(Trial, person).select_related("note", "questioning"):
        said = {"what": row.what, "changed": row.changed, "took": row.took, "again": row.again}
        yield {"community": row.community.name, "about": str(row.about), **said, "at": row.told_at or row.begun_at}
    for row in _mine(Variant, person).select_related("note"):
        yield {"community": row.community.name, "about": row.note.title, "variant": row.name, "words": row.words}
    for row in _mine(Remark, person).select_related("note"):
        yield {"community": row.community.name, "about": row.note.title, "remark": row.words, "at": row.at}
    for row in _mine(Reading, person).select_related("note"):
        yield {"community": row.community.name, "about": row.note.title, "verdict": row.verdict, "at": row.at}
    for row in _mine(Use, person).select_related("note"):
        yield {"community": row.community.name, "about": row.note.title, "served_on": row.day}


@footprint.section(
    "remises-en-question",
    covers=["practice.questioning", "practice.inuse"],
    says=gettext_lazy("les pratiques que vous avez remises en question, et où elles servent"),
)
def questionings(person):
    """What they put in question, and where they said it is in use."""
    for row in _mine(Questioning, person, "asked_by"):
        said = {"practice": row.practice, "question": row.question, "hypothesis": row.hypothesis}
        yield {"community": row.community.name, **said, "outcome": row.outcome, "at": row.asked_at}
    for row in _mine(InUse, person).select_related("questioning"):
        yield {"community": row.community.name, "practice": row.questioning.practice, "in_use": row.place}


@footprint.section(
    "lectures-et-brassees",
    covers=["practice.book", "practice.bookword", "practice.shelf"],
    says=gettext_lazy("vos livres, ce que vous en dites et vos brassées"),
)
def gathered(person):
    """The books they put on the list, what they say of them, the brassées they made."""
    for row in _mine(Book, person, "added_by"):
        yield {"community": row.community.name, "book": row.title, "at": row.added_at}
    for row in _mine(BookWord, person).select_related("book"):
        yield {"community": row.community.name, "book": row.book.title, "words": row.words, "at": row.at}
    for row in _mine(Shelf, person, "made_by"):
        yield {"community": row.community.name, "shelf": row.name, "at": row.made_at}


@footprint.erasure
def forget(person, at, keep_words):
    """Gestures and readings go; words stay unsigned or signed as the person chose, or are taken back."""
    for model in (Use, Reading):
        model.objects.filter(person=person).delete()
    CoAuthor.objects.filter(person=person, accepted_at=None).delete()
    if not person.signs_as:
        CoAuthor.objects.filter(person=person).delete()
    Note.objects.filter(caretaker=person).update(caretaker=None)
    Note.objects.filter(reread_by=person).update(reread_by=None)
    for model, field in ((NoteFile, "by"), (Shelved, "by"), (Remark, "settled_by")):
        model.objects.filter(**{field: person}).update(**{field: None})
    for model, field in ((Shelf, "made_by"), (Book, "added_by")):
        model.objects.filter(**{field: person}).update(**{field: None})
    if not keep_words:
        _take_back(person)


def _take_back(person) -> None:
    """Notes that nobody else wrote in go; what was written with others stays, without the name. The rest goes."""
    tried = list(Trial.objects.visible_to(OWN).filter(person=person, note__isnull=False).values_list("note", flat=True))
    for model in (Trial, Variant, Remark, BookWord, InUse):
        model.objects.filter(person=person).delete()
    for note in Note.objects.visible_to(OWN).filter(pk__in=tried):
        recount_trials(note)
    others = NoteVersion.objects.visible_to(OWN).exclude(by=person)
    alone = Note.objects.visible_to(OWN).filter(written_by=person).exclude(pk__in=others.values("note"))
    gone = list(alone.values_list("pk", flat=True))
    asked = Questioning.objects.visible_to(OWN).filter(asked_by=person)
    asked.exclude(trials__isnull=False).delete()
    Questioning.objects.filter(asked_by=person).update(question="…", hypothesis="", outcome="…")
    about = Q(about_kind="practice.note", about_id__in=gone)
    JournalEntry.objects.filter(about).exclude(detail={}).update(detail={})
    Note.objects.visible_to(OWN).filter(pk__in=gone).delete()
