"""What this room brings to the home page: three notes, and who was offered to sign one."""

from django.utils.translation import get_language

from terreau.community.home import Look, home_block

from . import lists

NOTES, LOOKED_AT = 3, 20


def _alive(rows: list[lists.NoteRow]) -> list[lists.NoteRow]:
    """Those that somebody tried or read again before those that were only put down."""
    return sorted(rows, key=lambda row: not (row.trials_count or row.reread_at))[:NOTES]


@home_block("under", order=5)
def what_we_know(look: Look):
    """Three notes that live, the last that moved first; while there is none, a word on how the first comes."""
    notes = look.shared("notes", lambda: _alive(lists.page_of(look.viewer, look.community, most=LOOKED_AT).rows))
    context = {"notes": notes, "community": look.community, "language": get_language()}
    return "practice/_home_notes.html", context
