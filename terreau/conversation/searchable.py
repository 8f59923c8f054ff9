"""What is searched of what people say: messages, under the name of their thread, and the files given with them."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.models import Circle
from terreau.files.texts import texts_of
from terreau.spine.asking import Question, columns, instance
from terreau.spine.search import INDEXING, Document, Found, Searchable, about, gates, ids_of, searchable

from .models import Attachment, HelpOffer, Message, Thread
from .saying import full_name

SHOWN = ("html", "quoted")  # heavy, and searched as it was written


def _of_message(entry) -> list[int]:
    """The message an act is about, or the first one of a thread that begins."""
    return [pk] if (pk := entry.detail.get("message", entry.about_id)) else []


def _files(messages):
    """The same, for the files that hang from these messages."""

    def ids(entry) -> list[int]:
        return [pk for (pk,) in _HANGING.ask(messages=messages(entry))]

    return ids


def _hanging(*, messages):
    return Attachment.objects.visible_to(INDEXING).filter(message__in=messages).values_list("pk")


def _said(*, pks):
    rows = Message.objects.visible_to(INDEXING).filter(pk__in=pks)
    wanted = [*columns(Message, but=SHOWN), *columns(Thread, "thread__"), *columns(Circle, "circle__")]
    return rows.values_list(*wanted)


_HANGING, _SAID = Question(_hanging), Question(_said)


SAID = {
    "thread-started": _of_message,
    "call-opened": _of_message,
    "message-posted": about,
    "message-edited": about,
    "message-hidden": about,
    "message-shown": about,
    "message-withdrawn": about,
    "thread-entitled": ids_of(Message, "thread"),
    "thread-moved": ids_of(Message, "thread"),
    "thread-hidden": ids_of(Message, "thread"),
    "thread-shown": ids_of(Message, "thread"),
    "call-closed": ids_of(Message, "thread"),
    "circle-described": ids_of(Message, "circle"),
    "person-left": ids_of(Message, "author"),
}


def _gates(message) -> tuple[str, ...]:
    return gates(message.circle, message.community_id, message.thread.hidden_at, public=True)


@searchable("message")
class Messages(Searchable):
    """Each message by its own words; the words of its thread's name, and what helped in the end, weigh on the first."""

    family, label, singular = "fils", gettext_lazy("Échanges"), gettext_lazy("Échange")
    model = Message
    acts = SAID

    def of_person(self, person) -> Q:
        """What they said, and what calls them by name."""
        return Q(author=person) | Q(mentions__person=person)

    def documents(self, pks):
        """Everything said and still there."""
        for values in map(iter, _SAID.ask(pks=pks)):
            row, row.thread = instance(Message, values, but=SHOWN), instance(Thread, values)
            circle = instance(Circle, values)
            row.circle = circle if row.circle_id else None
            if not row.is_out:
                yield self._document(row)

    def _document(self, row) -> Document:
        first = row.position == 1
        return Document(
            pk=row.pk,
            community=row.community_id,
            gates=_gates(row),
            title=row.thread.name if first else "",
            body=f"{row.source}\n{row.thread.helped}" if first else row.source,
            rest="" if first else row.thread.name,
            at=row.sent_at,
            person=row.author_id,
            circle=row.circle_id,
            group=row.thread_id,
        )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Messages, each with its thread's name and whoever said it."""
        rows = Message.objects.visible_to(viewer).filter(pk__in=pks).select_related("thread", "author", "circle")
        for row in rows.select_related("community").defer("html", "quoted"):
            if not row.is_out:
                yield _message_found(row)


def _message_found(row) -> Found:
    first = row.position == 1
    text = f"{row.source}\n{row.thread.helped}".strip() if first else row.source
    name = "conversation:thread" if first else "conversation:message"
    return Found(
        pk=row.pk,
        title=row.thread.name,
        address=reverse(name, args=[row.community.slug, row.thread.key if first else row.key]),
        text=text,
        who=full_name(row.author.name),
        place=row.circle.name if row.circle else "",
        at=row.sent_at,
        community=row.community_id,
        group=row.thread_id,
        person=row.author_id,
        note=_("Appel à tous") if row.thread.is_call else "",
        facts={"helped": row.thread.helped, "thanks": row.thanks_count},
    )


@searchable("attachment")
class Files(Searchable):
    """Each file given with a message, by its name, by what its picture shows and by its text where it has one."""

    family, label, singular = "fichiers", gettext_lazy("Fichiers"), gettext_lazy("Fichier")
    model = Attachment
    acts = {act: _files(messages) for act, messages in SAID.items() if act != "call-closed"} | {
        "file-read": ids_of(Attachment, "file")
    }

    def of_person(self, person) -> Q:
        """Those given with what they said."""
        return Q(message__author=person)

    def documents(self, pks):
        """Those whose message is still there."""
        rows = Attachment.objects.visible_to(INDEXING).filter(pk__in=pks)
        rows = list(rows.select_related("file", "message__thread", "message__circle"))
        inside = texts_of((row.file for row in rows), INDEXING)
        for row in rows:
            if not row.message.is_out:
                yield Document(
                    pk=row.pk,
                    community=row.community_id,
                    gates=_gates(row.message),
                    title=row.file.name,
                    body=row.alt,
                    rest=inside[row.file_id],
                    at=row.message.sent_at,
                    person=row.message.author_id,
                    circle=row.message.circle_id,
                    group=row.pk,
                )

    def read(self, viewer, pks) -> Iterator[Found]:
        """Files, each with the thread it was given in."""
        rows = Attachment.objects.visible_to(viewer).filter(pk__in=pks)
        rows = list(rows.select_related("file", "message__thread", "message__author", "message__circle"))
        inside = texts_of((row.file for row in rows), viewer)
        for row in rows:
            if not row.message.is_out:
                yield Found(
                    pk=row.pk,
                    title=row.file.name,
                    address=row.file.get_absolute_url(),
                    text="\n".join(filter(None, [row.alt, inside[row.file_id]])),
                    who=full_name(row.message.author.name),
                    place=row.message.circle.name if row.message.circle else "",
                    at=row.message.sent_at,
                    community=row.community_id,
                    group=row.pk,
                    person=row.message.author_id,
                    note=_("Dans «\u00a0%(thread)s\u00a0»") % {"thread": row.message.thread.name},
                )


def helped_by(viewer, people: list[int], communities: list[int]) -> dict[int, Thread]:
    """For each of these people, the last call of theirs to read where they were thanked for their help."""
    rows = HelpOffer.objects.visible_to(viewer).filter(person__in=people, community__in=communities)
    rows = rows.filter(thanked_at__isnull=False).select_related("thread").order_by("thanked_at")
    return {row.person_id: row.thread for row in rows}
