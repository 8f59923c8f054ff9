"""Parts of a page made apart from it, to be kept and put into pages as they are."""

from django.template.loader import render_to_string
from markupsafe import Markup


def piece(template: str, context: dict) -> Markup:
    """A part of a page as its template says it; the template escapes what people wrote, as everywhere."""
    return Markup(render_to_string(template, context))  # noqa: S704
