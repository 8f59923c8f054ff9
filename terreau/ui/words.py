"""Texts in two languages: French in the sources, English in one catalogue a room.

The French text is its own key, so French can never be missing; `missing(room)` lists what has no English yet.
Compiled catalogues are made here, by Babel: no other tool on a newcomer's machine.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from . import typography
from .typography import mend

HOUSE = Path(__file__).resolve().parents[1]
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
OPTIONS = {
    "**/templates/**": {
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
        "extensions": "jinja2.ext.do",
    }
}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}


def catalogue_of(room: str, language: str = "en") -> Path:
    """Where a room keeps its texts in that language."""
    return HOUSE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def said_in(room: str) -> Catalog:
    """Every text the room's sources say, in French."""
    found = Catalog(locale="en", charset="utf-8")
    folder = HOUSE / room
    options = {pattern: OPTIONS["**/templates/**"] for pattern, method in METHODS if method == "jinja2"}
    for path, line, message, _comments, context in extract_from_dir(
        str(folder), METHODS, options, keywords=KEYWORDS, directory_filter=lambda d: "__pycache__" not in d
    ):
        found.add(message, None, [(path, line)], context=context)
    return found


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(room: str) -> Catalog:
    """Bring the room's English catalogue up to date with its sources: new texts empty, old ones gone."""
    kept = _read(catalogue_of(room), "en")
    fresh = Catalog(locale="en", charset="utf-8", header_comment=f"# English texts of {room}.", fuzzy=False)
    fresh.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", PLURALS["en"])]
    for message in said_in(room):
        if message.id:
            known = _known(kept, message)
            fresh.add(
                message.id, known.string if known else None, sorted(set(message.locations)), context=message.context
            )
    path = catalogue_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, fresh, width=110, sort_output=True, include_lineno=False, omit_header=False)
    lines = [line for line in out.getvalue().splitlines(keepends=True) if not _noise(line)]
    content = b"".join(lines)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
    return fresh


def _known(kept: Catalog, message):
    """The text's entry, also when it was kept before its spaces were set right or before it had a plural."""
    for text in (message.id, _first(message.id)):
        if found := kept.get(text, message.context):
            return found
    return next((old for old in kept if old.id and mend(_first(old.id)) == _first(message.id)), None)


def _noise(line: bytes) -> bool:
    keys = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Report-Msgid',
    )
    return line.startswith((*keys, b'"Project-Id-Version'))


def missing(room: str) -> list[str]:
    """The room's French texts that have no English."""
    kept = _read(catalogue_of(room), "en")
    return [_first(m.id) for m in said_in(room) if m.id and not _translated(_known(kept, m))]


def faults(room: str) -> list[str]:
    """The room's French texts that are not set as printed, or use a word this house does not, with what is wrong."""
    texts = [text for message in said_in(room) if message.id for text in _both(message.id)]
    return [f"{text}: {fault}" for text in texts for fault in typography.faults(text)]


def fix(room: str) -> None:
    """Set the room's texts as printed, in its sources and wherever a test repeats them."""
    texts = {text for message in said_in(room) if message.id for text in _both(message.id)}
    pairs = sorted(((text, mend(text)) for text in texts if mend(text) != text), key=lambda pair: -len(pair[0]))
    for folder in (HOUSE / room, HOUSE.parent / "tests"):
        for path in (p for kind in ("py", "html", "txt") for p in folder.rglob(f"*.{kind}")):
            before = after = path.read_text(encoding="utf-8")
            for text, right in pairs:
                after = after.replace(text, right)
            if after != before:
                path.write_text(after, encoding="utf-8")


def _both(msgid) -> tuple[str, ...]:
    return tuple(msgid) if isinstance(msgid, (tuple, list)) else (msgid,)


def _translated(message) -> bool:
    if message is None:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _first(msgid) -> str:
    return msgid[0] if isinstance(msgid, (tuple, list)) else msgid


def compile_room(room: str) -> None:
    """Write the compiled catalogues: English, and French for its plurals (« 0 membre » is singular)."""
    english = _read(catalogue_of(room), "en")
    _write_mo(english, catalogue_of(room).with_suffix(".mo"))
    french = Catalog(locale="fr", charset="utf-8")
    french.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", PLURALS["fr"])]
    for message in english:
        if message.id and isinstance(message.id, tuple):
            french.add(message.id, message.id, context=message.context)
    _write_mo(french, catalogue_of(room, "fr").with_suffix(".mo"))


def _write_mo(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_mo(out, catalogue)
    if not path.exists() or path.read_bytes() != out.getvalue():
        path.write_bytes(out.getvalue())
