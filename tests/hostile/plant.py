"""Writes the vectors into every field of words of every room, over what the example says: `python -m tests.hostile.plant`.

Rich fields get what the one door makes of them; every other field gets them as they are, as if a form had let them in.
"""

import itertools
import os
from collections.abc import Iterator

import django
from django.apps import apps
from django.db import IntegrityError, models, transaction

LEFT_ALONE = {
    "key", "slug", "path", "small_path", "language", "zone", "timezone", "media_type", "hash", "sha256", "email", "kind",
    "format_slug", "format_hash", "state", "place", "form_key", "handle", "uid", "token", "password", "folded", "sends",
    "act", "about_kind", "follower", "origin_kind", "sanitizer", "rrule", "tz", "code", "note", "sees", "username",
    "digest", "mail_id", "message_id", "stem", "gate", "written", "engine", "theme", "colour", "session_key",
    "time_zone", "url", "rule",
}  # fmt: skip
ROOMS_LEFT = {"spine", "search"}
ROWS = 400  # of one model


def fields_of(model) -> list[models.Field]:
    """Those that hold words people typed."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and not field.unique
        and field.name not in LEFT_ALONE
        and (field.max_length or 9_999) >= 40
    ]


def plant() -> dict[str, int]:
    """What was written, by field."""
    from tests.hostile.vectors import vectors

    given, done = itertools.cycle(vectors()), {}
    for model in apps.get_models():
        if model.__module__.startswith("terreau.") and model._meta.app_label not in ROOMS_LEFT:
            for field in fields_of(model):
                done[f"{model._meta.label}.{field.name}"] = _over(model, field, given)
    return done


def _over(model, field, given: Iterator[str]) -> int:
    rich = field.name in ("html", "quoted") or field.name.endswith("_html")
    count = 0
    for pk in list(model._base_manager.values_list("pk", flat=True)[:ROWS]):
        words = _rich(given) if rich else next(given).replace("\0", "")[: field.max_length or 4_000]
        try:
            with transaction.atomic():
                count += model._base_manager.filter(pk=pk).update(**{field.name: words})
        except IntegrityError:  # a promise of the database: this row keeps its words
            continue
    return count


def _rich(given: Iterator[str]) -> str:
    """Twelve of them, each in a paragraph of its own, through the door that all rich text goes through."""
    from terreau.ui import rich

    some = list(itertools.islice(given, 12))
    try:
        return str(rich.render("\n\n".join(some)))
    except rich.TooRich:
        return "".join(map(str, map(rich.render_plain, some)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    django.setup()
    written = plant()
    print(len(written), sum(written.values()))
