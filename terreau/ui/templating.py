"""The one Jinja2 environment: what every template may call."""

from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.template import engines
from django.templatetags.static import static as static_address
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, Undefined, pass_eval_context
from markupsafe import Markup

from . import dates, places, rich


@lru_cache(8192)
def url(name: str, *args, **kwargs) -> str:
    """The address of a route; the same for as long as the process lives, so it is worked out once."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(8192)
def address_if(name: str, *args) -> str:
    """The address of a route of a room that comes later; empty where that room is not built."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@cache
def static(name: str) -> str:
    """The address of a file of ours, under a name that changes with what is in it."""
    return static_address(name)


@pass_eval_context
def say(context, text: str, /, **given) -> str:
    """The text in the reader's language; like Jinja's own `_`, always a format, with what is given to it escaped."""
    language, page = get_language(), context.autoescape
    return _said(language, text, page) % given if given else _whole(language, text, page)


@lru_cache(8192)
def _said(language: str | None, text: str, page: bool) -> str:
    """Catalogues do not change while the process lives: each text is looked up once in each language."""
    return Markup(gettext(text)) if page else gettext(text)  # noqa: S704  our own words


@lru_cache(8192)
def _whole(language: str | None, text: str, page: bool) -> str:
    """A text that is given nothing is the same every time."""
    return _said(language, text, page) % {}


def shown(thing, name: str) -> str:
    """The words of a choice a model keeps: what `get_…_display` says, without translating every choice for each row."""
    return shown_as(type(thing), name, getattr(thing, name))


def shown_as(model, name: str, value: str) -> str:
    """The words of one of the choices of a model's field."""
    return _choices(model._meta.get_field(name), get_language()).get(value, "")


@cache
def _choices(field, language: str | None) -> dict:
    return {value: str(label) for value, label in field.flatchoices}


def _compiled() -> FileSystemBytecodeCache:
    """Templates as Python keeps them: compiled once for the installation, not once in each process."""
    folder = settings.DATA / "templates"
    folder.mkdir(mode=0o700, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def load_all() -> int:
    """Compile what is not yet, and hold every template in this process; how many there are."""
    known = engines["jinja2"].env
    names = known.list_templates(extensions=["html", "txt"])
    for name in names:
        known.get_template(name)
    return len(names)


def capital(text: str) -> str:
    """The same words with a capital first; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def environment(**options) -> Environment:
    """Django's Jinja2 backend calls this once. Rooms add their own words in `templating.extend(environment)`."""
    options["undefined"] = StrictUndefined if getattr(settings, "UNDER_TEST", False) else Undefined
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    options["bytecode_cache"] = _compiled()
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701  the backend sets autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # the extension adds it
    made.globals.update(_=say, gettext=say)
    made.globals.update(url=url, address_if=address_if, static=static, get_language=get_language, now=timezone.now)
    made.globals.update(shown=shown)
    made.globals.update(places_of=places.places_of, thumb_places_of=places.thumb_places_of)
    made.filters.update(
        day=dates.day,
        short_day=dates.short_day,
        month=dates.month,
        clock=dates.clock,
        ago=dates.ago,
        until=dates.until,
        up_to=dates.up_to,
        rich=rich.show,
        capitalize=capital,  # Jinja's own lowers what follows: « Thursday 26 november »
    )
    for room in settings.ROOMS:
        if find_spec(f"terreau.{room}.templating") and room != "ui":
            import_module(f"terreau.{room}.templating").extend(made)
    return made
