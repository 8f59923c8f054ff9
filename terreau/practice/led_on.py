"""What a page of a later room asks of the practice: the notes that came out of a thing, and the way to write one."""

from django.urls import reverse

from terreau.spine.subjects import kind_of

from .models import Note, Origin


def notes_from(viewer, thing) -> list[tuple[str, str]]:
    """(title in the reader's language, address) of what came out of it, at most five, for who may read them."""
    tied = Origin.objects.visible_to(viewer).filter(kind=kind_of(thing), about_id=thing.pk).values("note")
    notes = Note.objects.visible_to(viewer).filter(pk__in=tied, hidden_at=None).order_by("pk")[:5]
    slug = thing.community.slug
    return [(note.title_in(viewer.locale), reverse("practice:note", args=[slug, note.key])) for note in notes]


def way_to_write(thing) -> str:
    """The address of a new note prefilled from it."""
    return f"{reverse('practice:writing', args=[thing.community.slug])}?de={kind_of(thing)}:{thing.key}"


def listed(title: str, lines: str) -> str:
    """Some lines under a heading, each a point; nothing when there is none."""
    said = [line.strip() for line in lines.splitlines() if line.strip()]
    return "\n".join([f"## {title}", "", *(f"- {line}" for line in said)]) if said else ""
