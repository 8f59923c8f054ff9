"""From the bytes of a text file to its lines, whatever tool wrote it."""

from typing import NamedTuple

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
SAID = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "MacRoman",
}

# é è ê à ç ô as each of the two old one-byte families writes them: whichever shows more between letters wins.
WINDOWS_ACCENTS = frozenset(b"\xe9\xe8\xea\xeb\xe0\xe2\xe7\xf4\xee\xef\xf9\xfb\xc9\xc8\xc0\xc7")
MAC_ACCENTS = frozenset(b"\x8e\x8f\x90\x91\x88\x89\x8d\x99\x94\x95\x9d\x9e\x83")
KNOWN_OTHERS = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "old-workbook"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"SQLite format", "database"),
)


class Text(NamedTuple):
    """Decoded text, how it was read, and the lines (from 1) that did not fit that reading."""

    text: str
    encoding: str
    odd_lines: tuple[int, ...]

    @property
    def said(self) -> str:
        """The encoding under the name people know."""
        return SAID.get(self.encoding, self.encoding)


def looks_like(data: bytes) -> str | None:
    """What a file that is no text seems to be (a key of `words.LOOKS`), or None when it may be text."""
    for mark, name in KNOWN_OTHERS:
        if data.startswith(mark):
            return name
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    head = data[:4096]
    return "binary" if head.count(0) > len(head) // 20 else None


def windows_text(data: bytes) -> str:
    """cp1252, its five undefined bytes read as latin-1: never fails."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def one_byte_family(data: bytes) -> str:
    """cp1252 or mac_roman, whichever makes the more plausible French of the bytes above 127."""
    high = data.translate(None, bytes(range(128)))
    windows = sum(byte in WINDOWS_ACCENTS for byte in high)
    mac = sum(byte in MAC_ACCENTS for byte in high)
    return "mac_roman" if mac > windows else "cp1252"


def mostly_utf8(data: bytes) -> bool:
    """Whether more lines with accents are UTF-8 than are not: a file pasted together from two."""
    accented = [line for line in data.splitlines() if not line.isascii()]
    return 2 * sum(not _undecodable(line) for line in accented) > len(accented)


def decode(data: bytes) -> Text:
    """The text of `data`: by its mark, as UTF-8, line by line when mixed, else as the likelier old family."""
    for mark, encoding in BOMS:
        if data.startswith(mark) and not (encoding == "utf-8" and _undecodable(data)):
            return Text(data[len(mark) :].decode(encoding, "replace"), encoding, ())
    if not _undecodable(data):
        return Text(data.decode("utf-8"), "utf-8", ())
    if not mostly_utf8(data):
        family = one_byte_family(data)
        return Text(windows_text(data) if family == "cp1252" else data.decode(family), family, ())
    return _line_by_line(data.removeprefix(BOMS[0][0]))


def _line_by_line(data: bytes) -> Text:
    lines, odd = [], []
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if _undecodable(line):
            odd.append(number)
            lines.append(windows_text(line))
        else:
            lines.append(line.decode("utf-8"))
    return Text("\n".join(lines), "utf-8", tuple(odd))


def _undecodable(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
