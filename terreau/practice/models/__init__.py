from .beside import CoAuthor, NoteFile, Origin
from .book import Book, BookWord
from .life import Reading, Remark
from .note import Note
from .questioning import InUse, Questioning
from .shelf import Shelf, Shelved
from .tag import Tag, Tagged
from .text import Clash, NoteText, NoteVersion
from .use import Trial, Use, Variant

__all__ = [
    "Book",
    "BookWord",
    "Clash",
    "CoAuthor",
    "InUse",
    "Note",
    "NoteFile",
    "NoteText",
    "NoteVersion",
    "Origin",
    "Questioning",
    "Reading",
    "Remark",
    "Shelf",
    "Shelved",
    "Tag",
    "Tagged",
    "Trial",
    "Use",
    "Variant",
]
