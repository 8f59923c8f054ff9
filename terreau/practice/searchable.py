"""What is searched of notes, in both languages, and of their files."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from terreau.conversation.saying import full_name
from terreau.files.texts import texts_of
from terreau.spine.search import INDEXING, Document, Found, Searchable, about, gates, ids_of, searchable

from . import searchable_beside  # noqa: F401  what is in question, what there is to read
from .models import Note, NoteFile, NoteText, Tag, Tagged, Variant
from .picturing import without_pictures
from .plain import on_one_line, plain

NOTE_ACTS = [
    "note-written", "note-edited", "note-translated", "note-described", "note-hidden", "note-shown", "note-tagged",
    "note-corrected",
]  # fmt: skip


def _note_of(entry) -> list[int]:
    """The note of a variant, whether the act names the one or the other."""
    if entry.about_kind == "practice.note":
        return [entry.about_id]
    rows = Variant.objects.visible_to(INDEXING).filter(pk=entry.about_id)
    return list(rows.values_list("note", flat=True))


def _of_tag(entry) -> list[int]:
    """The notes that carry a word, or the word it stands for, or stood for until now."""
    here = Q(tag=entry.about_id) | Q(tag__synonyms=entry.about_id) | Q(tag=entry.detail.get("was"))
    tagged = Tagged.objects.visible_to(INDEXING).filter(here)
    return list(tagged.values_list("note", flat=True).distinct())


def _with_words(viewer, pks: Iterable[int]):
    """Notes with their texts, tags and variants: five queries, however many there are."""
    rows = Note.objects.visible_to(viewer).filter(pk__in=pks)
    rows = rows.select_related("community", "circle", "written_by")
    synonyms = Prefetch("tag__synonyms", Tag.objects.visible_to(viewer))
    tagged = Tagged.objects.visible_to(viewer).select_related("tag").prefetch_related(synonyms)
    return rows.prefetch_related(
        Prefetch("texts", NoteText.objects.visible_to(viewer).defer("when_html", "needs_html", "body_html")),
        Prefetch("tagged", tagged, to_attr="words_given"),
        Prefetch("variants", Variant.objects.visible_to(viewer), to_attr="varied"),
    )


def _said(text: NoteText) -> str:
    """What it says under its title, in plain words."""
    return "\n\n".join(plain(without_pictures(part)) for part in (text.when, text.needs, text.body) if part)


def _beside(note: Note) -> str:
    """What finds it and is not quoted: its tags with their synonyms, and its variants."""
    tags = [
        name for one in note.words_given for name in (one.tag.name, *(also.name for also in one.tag.synonyms.all()))
    ]
    return "\n".join([", ".join(tags), *(f"{one.name} : {plain(one.words)}" for one in note.varied)])


@searchable("note")
class Notes(Searchable):
    """Each note, in each language it was written in; shown once, under the title its reader reads."""

    family, label, singular = "fiches", gettext_lazy("Fiches"), gettext_lazy("Fiche")
    model = Note
    acts = {
        **dict.fromkeys(NOTE_ACTS, about),
        **dict.fromkeys(["variant-added", "variant-dropped"], _note_of),
        **dict.fromkeys(["tag-tied", "tag-untied", "tag-renamed"], _of_tag),
        "circle-described": ids_of(Note, "circle"),
        "person-left": ids_of(Note, "written_by"),
    }

    def of_person(self, person) -> Q:
        """Those they wrote, wrote in, or varied."""
        return Q(written_by=person) | Q(versions__by=person) | Q(variants__person=person)

    def documents(self, pks) -> Iterator[Document]:
        """One for each language."""
        for row in _with_words(INDEXING, pks):
            for text in row.texts.all():
                yield Document(
                    pk=row.pk,
                    community=row.community_id,
                    gates=gates(row.circle, row.community_id, row.hidden_at),
                    title=text.title,
                    body=_said(text),
                    rest=f"{_beside(row)}\n{row.get_kind_display()}",
                    at=row.changed_at,
                    person=row.written_by_id,
                    circle=row.circle_id,
                    group=row.pk,
                    part=0 if text.language == row.language else 1,
                )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Notes, in the reader's language first."""
        wanted = (get_language() or "fr")[:2]
        for row in _with_words(viewer, pks):
            texts = sorted(row.texts.all(), key=lambda text: text.language != wanted)
            other = "\n\n".join(f"{text.title}\n{_said(text)}" for text in texts[1:])
            yield Found(
                pk=row.pk,
                title=row.title_in(wanted),
                address=row.get_absolute_url(),
                text=on_one_line("\n\n".join([*map(_said, texts[:1]), other])),
                beside=_beside(row),
                who=full_name(row.written_by.name),
                place=row.circle.name if row.circle else "",
                at=row.changed_at,
                community=row.community_id,
                group=row.pk,
                person=row.written_by_id,
                note=row.get_kind_display(),
                facts={"trials": row.trials_count},
            )


@searchable("note-file")
class Files(Searchable):
    """The files given with notes, as they are now, by their name, by what a picture shows, by the words inside."""

    family, label, singular = "fichiers", gettext_lazy("Fichiers"), gettext_lazy("Fichier")
    model = NoteFile
    acts = {
        **dict.fromkeys(
            ["note-written", "note-files-changed", "note-hidden", "note-shown"], ids_of(NoteFile, "note")
        ),
        "circle-described": ids_of(NoteFile, "note__circle"),
        "person-left": ids_of(NoteFile, "by"),
        "file-read": ids_of(NoteFile, "file"),
    }  # fmt: skip

    def of_person(self, person) -> Q:
        """Those they gave, and those given with what they wrote."""
        return Q(by=person) | Q(note__written_by=person)

    def documents(self, pks) -> Iterator[Document]:
        """Those that a note shows."""
        rows = NoteFile.objects.visible_to(INDEXING).filter(NoteFile.now(), pk__in=pks)
        rows = list(rows.select_related("file", "note__circle"))
        inside = texts_of((row.file for row in rows), INDEXING)
        for row in rows:
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=gates(row.note.circle, row.community_id, row.note.hidden_at),
                title=row.file.name,
                body=row.alt,
                rest=inside[row.file_id],
                at=row.at,
                person=row.by_id,
                circle=row.note.circle_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Files, each with the note it was given with."""
        rows = NoteFile.objects.visible_to(viewer).filter(NoteFile.now(), pk__in=pks)
        rows = list(rows.select_related("file", "by", "note__circle"))
        inside = texts_of((row.file for row in rows), viewer)
        for row in rows:
            yield Found(
                pk=row.pk,
                title=row.file.name,
                address=row.file.get_absolute_url(),
                text="\n".join(filter(None, [row.alt, inside[row.file_id]])),
                who=full_name(row.by.name) if row.by else "",
                place=row.note.circle.name if row.note.circle else "",
                at=row.at,
                community=row.community_id,
                group=row.pk,
                person=row.by_id,
                note=_("Avec la fiche «\u00a0%(note)s\u00a0»") % {"note": row.note.title},
            )
