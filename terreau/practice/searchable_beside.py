"""What is searched of practices in question and of the reading list."""

from collections.abc import Iterator

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy

from terreau.conversation.saying import full_name
from terreau.spine import search
from terreau.spine.search import INDEXING, Document, Found, Searchable, about, gates, ids_of, searchable

from .models import Book, BookWord, Questioning

ASKED = [
    "practice-questioned", "hypothesis-made", "practice-decided", "questioning-opened", "questioning-closed",
    "questioning-hidden",
]  # fmt: skip


@searchable("questioning")
class Questionings(Searchable):
    """Practices in question; whoever sponsors finds those opened to them only."""

    family, label = "questions", gettext_lazy("Remises en question")
    singular = gettext_lazy("Remise en question")
    model = Questioning
    acts = {
        **dict.fromkeys(ASKED, about),
        "circle-described": ids_of(Questioning, "circle"),
        "person-left": ids_of(Questioning, "asked_by"),
    }

    def of_person(self, person) -> Q:
        """Those they asked."""
        return Q(asked_by=person)

    def documents(self, pks) -> Iterator[Document]:
        """What is done, what makes one doubt, what could be tried, what was kept."""
        for row in Questioning.objects.visible_to(INDEXING).filter(pk__in=pks).select_related("circle"):
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=gates(row.circle, row.community_id, row.hidden_at, sponsors=row.open_to_sponsors),
                title=row.practice,
                body="\n".join([row.question, row.hypothesis, row.outcome]),
                at=row.moved_at,
                person=row.asked_by_id,
                circle=row.circle_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Those this viewer may read."""
        rows = Questioning.objects.visible_to(viewer).filter(pk__in=pks)
        for row in rows.select_related("community", "circle", "asked_by"):
            yield Found(
                pk=row.pk,
                title=row.practice,
                address=row.get_absolute_url(),
                text="\n".join(filter(None, [row.question, row.hypothesis, row.outcome])),
                who=full_name(row.asked_by.name),
                place=row.circle.name if row.circle else "",
                at=row.moved_at,
                community=row.community_id,
                group=row.pk,
                person=row.asked_by_id,
                note=row.get_state_display(),
            )


def _books_of(entry) -> list[int]:
    """Every book that somebody put on the list, or spoke of."""
    rows = Book.objects.visible_to(INDEXING).filter(words__person=entry.about_id)
    return list(rows.values_list("pk", flat=True).distinct())


@searchable("book")
class Books(Searchable):
    """What there is to read, and what members say of it."""

    family, label, singular = "lectures", gettext_lazy("Lectures"), gettext_lazy("Lecture")
    model = Book
    acts = {
        **dict.fromkeys(["book-added", "book-told", "book-unsaid"], about),
        "book-taken-off": lambda entry: [entry.detail["book"]] if "book" in entry.detail else [],
        "person-left": _books_of,
    }

    def of_person(self, person) -> Q:
        """Those they put on the list, or spoke of."""
        return Q(added_by=person) | Q(words__person=person)

    @staticmethod
    def _rows(viewer, pks):
        words = Prefetch("words", BookWord.objects.visible_to(viewer), to_attr="told")
        rows = Book.objects.visible_to(viewer).filter(pk__in=pks)
        return rows.select_related("community", "added_by").prefetch_related(words)

    @staticmethod
    def _text(row: Book) -> str:
        return "\n".join(filter(None, [row.author, *(one.words for one in row.told)]))

    def documents(self, pks) -> Iterator[Document]:
        """One each."""
        for row in self._rows(INDEXING, pks):
            yield Document(
                pk=row.pk,
                community=row.community_id,
                gates=(search.members(row.community_id),),
                title=row.title,
                body=self._text(row),
                at=row.added_at,
                person=row.added_by_id,
                group=row.pk,
            )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Those of the viewer's communities."""
        for row in self._rows(viewer, pks):
            yield Found(
                pk=row.pk,
                title=row.title,
                address=row.get_absolute_url(),
                text=self._text(row),
                who=full_name(row.added_by.name) if row.added_by else "",
                at=row.added_at,
                community=row.community_id,
                group=row.pk,
                person=row.added_by_id,
            )
