"""A folder of documents, compressed: what it says it holds is never believed, each byte is counted as it comes out."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from .problems import Problem, problem

MOST_FILES = 500
MOST_MEGABYTES = 500  # unpacked, all together
A_FILE_MEGABYTES = 25
MOST_DIRECTORY = 4_000_000  # bytes of the list of what a zip holds: read whole, at ten times its size, before any limit
SWELLING = 200  # times its packed size: beyond it nothing honest unpacks
_LEFT_ASIDE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder: its place in the zip, its name, the folder it was in."""

    number: int
    name: str
    folder: str
    size: int


@dataclass(slots=True)
class Folder:
    """A zip looked through."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def look_through(stream: IO[bytes]) -> Folder:
    """What would come out of this zip, without unpacking anything; refused whole when it would never end."""
    found = Folder()
    try:
        if _directory(stream) > MOST_DIRECTORY:
            found.problems.append(problem("zip-too-many", limit=MOST_FILES))
            return found
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            if refused := _refused(infos):
                found.problems.append(refused)
                return found
            for number, info in enumerate(infos):
                _entry(found, number, info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        found.problems.append(problem("zip-not-one"))
    return found


def _directory(stream: IO[bytes]) -> int:
    """How many bytes Python's own reader would take for the list of files; nothing when this is no zip."""
    end = zipfile._EndRecData(stream)  # read as it reads, zip64 included
    return end[zipfile._ECD_SIZE] if end else 0


def _refused(infos: list[zipfile.ZipInfo]) -> Problem | None:
    if len(infos) > MOST_FILES * 4 or sum(not info.is_dir() for info in infos) > MOST_FILES:
        return problem("zip-too-many", limit=MOST_FILES)
    whole, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if whole > 10_000_000 and whole > SWELLING * max(packed, 1):
        return problem("zip-bomb")
    return problem("zip-too-big", limit=MOST_MEGABYTES) if whole > MOST_MEGABYTES * 1_000_000 else None


def _entry(found: Folder, number: int, info: zipfile.ZipInfo) -> None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    parts = [part for part in path.parts if part not in ("/", "..", ".")]
    if info.is_dir() or not parts or any(part in _LEFT_ASIDE or part.startswith("._") for part in parts):
        return
    name = parts[-1]
    if info.flag_bits & 0x1:
        found.problems.append(problem("zip-locked", number + 1, text=name))
    elif not info.file_size:
        found.problems.append(problem("zip-file-empty", number + 1, text=name))
    elif info.file_size > A_FILE_MEGABYTES * 1_000_000:
        found.problems.append(problem("zip-file-too-big", number + 1, text=name, limit=A_FILE_MEGABYTES))
    else:
        found.entries.append(Entry(number, name, parts[-2] if len(parts) > 1 else "", info.file_size))


def unpack(stream: IO[bytes], entries: list[Entry]) -> Iterator[tuple[Entry, IO[bytes] | None]]:
    """Each entry with its bytes; None when it is damaged, or longer than it said."""
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        for entry in entries:
            yield entry, _bytes_of(archive, infos[entry.number], entry.size)


def _bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> IO[bytes] | None:
    out: IO[bytes] = SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115  closed by whoever keeps it
    try:
        with archive.open(info) as packed:
            while block := packed.read(65_536):
                out.write(block)
                if out.tell() > size:
                    return None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    except Exception as broken:  # a decoder's own error (zlib, lzma): the entry is damaged
        if type(broken).__module__ in ("zlib", "lzma", "_lzma", "bz2"):
            return None
        raise
    out.seek(0)
    return out
