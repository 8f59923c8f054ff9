"""The cells of one row, cleaned; each thing taken away is said."""

import re
from collections.abc import Callable, Mapping, Sequence

from .headers import Column
from .problems import Problem, problem
from .records import Row

LONGEST = {Column.NAME: 120, Column.GIVEN: 60, Column.FAMILY: 60, Column.ORGANISATION: 160, Column.ROLE: 160}
OTHERWISE = 80
FORMULA = re.compile(r"=|[+\-@][A-Za-z]+\(|@\w+!")
MARKS = frozenset("=+-@'")
NOTHING = frozenset(("", "-", "–", "—"))
FAILED = re.compile(r"#(?:N/A|REF!|VALEUR!|VALUE!|NOM\?|NAME\?|DIV/0!|NUL!|NULL!|NOMBRE!|NUM!|#+)")
PROTECTED = re.compile(r'="([^"]*)"')
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
MANGLED = re.compile("Ã[\u00a0-\u00bf\u0152-\u0178ƒˆ‚-›€™]|Â[«»°\u00a0]|â€[™œ“”¦]")


class Cells:
    """One row, read by meaning."""

    def __init__(
        self, row: Row, places: Mapping[Column, int], titles: Sequence[str], say: Callable[[Problem], None]
    ) -> None:
        self.row, self.places, self.titles, self.say = row, places, titles, say

    def raw(self, column: Column) -> str:
        """What the file wrote, empty when the row has no such cell."""
        index = self.places.get(column)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else ""

    def text(self, column: Column) -> str:
        """One line of clean text, of bounded length."""
        written = self._shown(self.raw(column).strip("\ufeff \t\u00a0"), column)
        if not written:
            return ""
        if "\n" in written:
            self._say("members-line-break", column)
        flat = " ".join(INVISIBLE.sub("", written).split())
        longest = LONGEST.get(column, OTHERWISE)
        if len(flat) > longest:
            self._say("members-cell-long", column)
            flat = flat[:longest].rstrip()
        return self._mended(flat)

    @staticmethod
    def unprotected(written: str) -> str:
        """The text that a spreadsheet was told to leave alone: ="0123"."""
        protected = PROTECTED.fullmatch(written.strip())
        return protected[1] if protected else written

    def _shown(self, written: str, column: Column) -> str:
        if written in NOTHING:
            return ""
        if FAILED.fullmatch(written):
            self._say("members-formula", column, text=written)
            return ""
        written = self.unprotected(written)
        if written[:1] not in MARKS:
            return written
        if re.match(r"'[=+\-@\t]", written):  # the mark our own exports and spreadsheets put before such text
            return written[1:]
        if FORMULA.match(written):
            self._say("members-formula", column, text=written)
            return ""
        return written

    def _mended(self, text: str) -> str:
        """Accents written in UTF-8 and read as Windows-1252 by some earlier tool, put right."""
        if text.isascii() or not MANGLED.search(text):
            return text
        try:
            mended = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return text
        self.say(problem("members-mojibake", self.row.line, text=mended))
        return mended

    def _say(self, kind: str, column: Column, **about: str) -> None:
        self.say(problem(kind, self.row.line, column=self.titles[self.places[column]], **about))
