"""What this room brings to the home page: three notes, and who was offered to sign one."""

from django.utils.translation import get_language

from terreau.community.home import Look, home_block

from . import lists

NOTES = 3


@home_block("under", order=5)
def what_we_know(look: Look):
    """The three notes that moved last; nothing while there is none, but a word on how the first comes."""
    page = lists.page_of(look.viewer, look.community, most=NOTES)
    context = {"notes": page.rows, "community": look.community, "language": get_language()}
    return "practice/_home_notes.html", context
