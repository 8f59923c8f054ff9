"""Reads what is inside one file, in a process of its own that cannot take much: nothing of the house is imported.

`python -I fenced.py MEDIA_TYPE FILE FOLDER` writes FOLDER/found.json ({"text", "pages": [[name, width, height]]}) and
the first pages as pictures. A parser that crashes, hangs or swells ends this process and nothing else.
"""

import json
import resource
import sys
import zipfile
from pathlib import Path
from xml.parsers import expat

MOST_TEXT = 400_000  # characters kept
MOST_READ = 60_000_000  # bytes unpacked, all members together
PAGES_READ = 300
PAGES_DRAWN = 3
DRAWN = (900, 1600)  # pixels, at most, of a drawn page
MEMORY = 700_000_000  # bytes
SECONDS = 8  # of work
WRITTEN = 8_000_000  # bytes, the largest file this process may write
MEMBERS = {  # what holds the words in each kind of document, and the elements that end a line
    "wordprocessingml": (("word/document.xml", "word/footnotes.xml"), ("p", "br", "tab")),
    "spreadsheetml": (("xl/sharedStrings.xml", "xl/worksheets/"), ("si", "row", "is")),
    "presentationml": (("ppt/slides/slide", "ppt/notesSlides/"), ("p",)),
    "opendocument": (("content.xml",), ("p", "h", "tab", "table-cell")),
}


def limit() -> None:
    """Give up what a reader does not need, before anything is read."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))


class Enough(Exception):
    """As much as is kept was read."""


class Words:
    """The text of an XML member, line by line, never as a tree."""

    def __init__(self, ends: tuple[str, ...]):
        self.ends, self.pieces, self.length = ends, [], 0

    def parser(self):
        """A parser that knows no entity of the document's own."""
        made = expat.ParserCreate()
        made.EntityDeclHandler = self._refuse
        made.CharacterDataHandler = self._take
        made.EndElementHandler = lambda name: self._take("\n") if name.rpartition(":")[2] in self.ends else None
        return made

    @staticmethod
    def _refuse(*_declared):
        raise ValueError("entities are not read")

    def _take(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise Enough


def words_of_document(path: str, media_type: str) -> str:
    """The words of an office document: a zip of XML."""
    wanted, ends = next(found for name, found in MEMBERS.items() if name in media_type)
    words, left = Words(ends), MOST_READ
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist()[:5000] if name.endswith(".xml") and name.startswith(wanted))
        try:
            for name in names[:400]:
                left = _read_member(archive, name, words, left)
        except Enough:
            pass
    return "".join(words.pieces)


def _read_member(archive: zipfile.ZipFile, name: str, words: Words, left: int) -> int:
    parser = words.parser()
    with archive.open(name) as member:
        while left > 0 and (block := member.read(65_536)):
            left -= len(block)
            parser.Parse(block, False)
    if left <= 0:
        raise ValueError("too much is packed in it")
    parser.Parse(b"", True)
    return left


def read_pdf(path: str, folder: Path) -> tuple[str, list]:
    """The words of a PDF, and its first pages drawn."""
    import pypdfium2

    pieces: list[str] = []
    document = pypdfium2.PdfDocument(path)
    for number in range(min(len(document), PAGES_READ)):
        if sum(map(len, pieces)) > MOST_TEXT:
            break
        pieces.append(document[number].get_textpage().get_text_bounded())
    pages = [_drawn(document[number], folder, number) for number in range(min(len(document), PAGES_DRAWN))]
    return "\n\n".join(pieces), pages


def _drawn(page, folder: Path, number: int) -> list:
    width, height = page.get_size()
    scale = min(DRAWN[0] / max(width, 1), DRAWN[1] / max(height, 1), 4)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    name = f"page-{number + 1}.webp"
    picture.save(folder / name, "WEBP", quality=78)
    return [name, picture.width, picture.height]


def read(media_type: str, path: str, folder: Path) -> dict:
    """What is found inside."""
    text, pages = "", []
    if media_type == "application/pdf":
        text, pages = read_pdf(path, folder)
    elif media_type == "text/plain":
        with open(path, "rb") as file:
            text = file.read(MOST_TEXT * 4).decode("utf-8", "replace")
    else:
        text = words_of_document(path, media_type)
    clean = "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text[:MOST_TEXT])
    return {"text": clean.encode("utf-8", "ignore").decode(), "pages": pages}


if __name__ == "__main__":
    limit()
    given, source, target = sys.argv[1:4]
    found = read(given, source, Path(target))
    Path(target, "found.json").write_text(json.dumps(found), encoding="utf-8")
