"""What is searched of gatherings: each by what it is for and by what came out of it; each rhythm; files kept with them.

A café leaves no trace: neither it nor its series is searched.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.files.texts import texts_of
from terreau.spine.search import INDEXING, Document, Found, Searchable, about, gates, ids_of, searchable

from .kinds import KINDS
from .models import Gathering, Memory, MemoryFile, MemoryText, Series
from .models.memory import PARTS

WORTH = 0.8  # a date is often named after what is told whole in a thread, a note, or by a person: they come first
WITHOUT_TRACE = [kind.key for kind in KINDS.values() if kind.leaves_no_trace]


def _of_memory(entry) -> list[int]:
    rows = Memory.objects.visible_to(INDEXING).filter(pk=entry.about_id)
    return list(rows.values_list("gathering", flat=True))


def _for_what(words) -> str:
    """What it is for, and what its kind asked."""
    details = [str(words.details[extra.key]) for extra in words.sort.extras if extra.key in words.details]
    return "\n".join(filter(None, [words.intention, words.prepare, *details]))


def _came_out(rows, viewer) -> dict[int, str]:
    """What came out of each of these dates, whatever its language."""
    texts = MemoryText.objects.visible_to(viewer).filter(memory__gathering__in=[row.pk for row in rows])
    said: dict[int, list[str]] = {}
    for text in texts.select_related("memory").order_by("language"):
        lines = [getattr(text, part) for part in PARTS if getattr(text, part)]
        said.setdefault(text.memory.gathering_id, []).extend(lines)
    return {pk: "\n".join(lines) for pk, lines in said.items()}


@searchable("gathering")
class Gatherings(Searchable):
    """Each date that says something of its own: called alone, given its own words, or remembered."""

    family, label, singular = "rencontres", gettext_lazy("Rencontres"), gettext_lazy("Rencontre")
    model = Gathering
    worth = WORTH
    acts = {
        **dict.fromkeys(["gathering-called", "gathering-described", "gathering-moved"], about),
        **dict.fromkeys(["gathering-cancelled", "gathering-restored"], about),
        **dict.fromkeys(["memory-published", "memory-corrected"], _of_memory),
        "series-described": ids_of(Gathering, "series"),
        "circle-described": ids_of(Gathering, "circle"),
    }

    def documents(self, pks) -> Iterator[Document]:
        """Its words, then what came out."""
        rows = self._saying(Gathering.objects.visible_to(INDEXING).filter(pk__in=pks))
        came_out = _came_out(rows, INDEXING)
        for row in rows:
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=gates(row.circle, row.community_id),
                title=row.words.title,
                body="\n".join(filter(None, [_for_what(row.words), came_out.get(row.pk, "")])),
                rest=row.words.place,
                at=row.starts_at,
                circle=row.circle_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Dates, each with what came out of it."""
        rows = self._saying(Gathering.objects.visible_to(viewer).filter(pk__in=pks))
        came_out = _came_out(rows, viewer)
        for row in rows:
            yield Found(
                pk=row.pk,
                title=row.words.title,
                address=row.get_absolute_url(),
                text="\n".join(filter(None, [came_out.get(row.pk, ""), _for_what(row.words)])),
                place=row.circle.name if row.circle else "",
                at=row.starts_at,
                community=row.community_id,
                group=row.pk,
                note=_("Annulée") if row.cancelled_at else str(row.words.sort.label),
            )

    @staticmethod
    def _saying(rows) -> list[Gathering]:
        says = Q(series=None) | Q(detached_at__isnull=False) | Q(memory__isnull=False)
        found = rows.filter(says).select_related("series", "circle", "community")
        for row in (held := list(found)):
            if row.series is not None:
                row.series.community = row.community
        return [row for row in held if row.words.kind not in WITHOUT_TRACE]


@searchable("series")
class Rhythms(Searchable):
    """Each series, by what it is for."""

    family, label, singular = "rencontres", gettext_lazy("Rencontres"), gettext_lazy("Série")
    model = Series
    worth = WORTH
    acts = {
        **dict.fromkeys(["series-called", "series-described", "series-ended"], about),
        "circle-described": ids_of(Series, "circle"),
    }

    def documents(self, pks) -> Iterator[Document]:
        """Going or ended."""
        for row in self._rows(Series.objects.visible_to(INDEXING).filter(pk__in=pks)):
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=gates(row.circle, row.community_id),
                title=row.title,
                body=_for_what(row),
                rest=row.place,
                at=row.called_at,
                circle=row.circle_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Series this viewer reads."""
        for row in self._rows(Series.objects.visible_to(viewer).filter(pk__in=pks)):
            yield Found(
                pk=row.pk,
                title=row.title,
                address=row.get_absolute_url(),
                text=_for_what(row),
                place=row.circle.name if row.circle else "",
                at=row.called_at,
                community=row.community_id,
                group=row.pk,
                note=_("Série"),
            )

    @staticmethod
    def _rows(rows):
        return rows.exclude(kind__in=WITHOUT_TRACE).select_related("circle", "community")


@searchable("memory-file")
class KeptFiles(Searchable):
    """Each file kept with a memory, by its name, by what its picture shows and by its text where it has one."""

    family, label, singular = "fichiers", gettext_lazy("Fichiers"), gettext_lazy("Fichier")
    model = MemoryFile
    acts = {
        **dict.fromkeys(["memory-published", "memory-corrected"], ids_of(MemoryFile, "memory")),
        "circle-described": ids_of(MemoryFile, "memory__gathering__circle"),
        "file-read": ids_of(MemoryFile, "file"),
    }

    def documents(self, pks) -> Iterator[Document]:
        """For whoever reads the gathering."""
        rows, inside = self._read(INDEXING, pks)
        for row in rows:
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=gates(row.memory.gathering.circle, row.community_id),
                title=row.file.name,
                body=row.alt,
                rest=inside[row.file_id],
                at=row.memory.published_at,
                circle=row.memory.gathering.circle_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Files, each with the gathering it was kept from."""
        rows, inside = self._read(viewer, pks)
        for row in rows:
            held = row.memory.gathering
            yield Found(
                pk=row.pk,
                title=row.file.name,
                address=row.file.get_absolute_url(),
                text="\n".join(filter(None, [row.alt, inside[row.file_id]])),
                place=held.circle.name if held.circle else "",
                at=row.memory.published_at,
                community=row.community_id,
                group=row.pk,
                note=_("Dans «\u00a0%(thread)s\u00a0»") % {"thread": held.words.title},
            )

    @staticmethod
    def _read(viewer, pks) -> tuple[list[MemoryFile], dict[int, str]]:
        """The files, and the words inside each."""
        found = MemoryFile.objects.visible_to(viewer).filter(pk__in=pks)
        rows = list(found.select_related("file", "memory__gathering__series", "memory__gathering__circle"))
        return rows, texts_of((row.file for row in rows), viewer)
