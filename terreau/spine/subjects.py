"""From the ids in a journal line to the thing itself."""

from django.apps import apps

from .reading import Readable, System


def kind_of(thing) -> str:
    """The journal's name for the kind of `thing`, as in « conversation.message »."""
    return thing._meta.label_lower


def find(kind: str, pk: int | None, viewer=None):
    """The thing a journal line is about, or None: gone, or not for `viewer` to see."""
    if not kind or pk is None:
        return None
    rows = apps.get_model(kind)._default_manager.all()
    if isinstance(rows, Readable):
        rows = rows.visible_to(viewer or System("follow the journal"))
    return rows.filter(pk=pk).first()
