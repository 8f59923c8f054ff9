"""What a file is, by its first bytes: never by its name, never by what the sender says."""

from pathlib import PurePath

PICTURES = {
    "image/png": ("PNG", ".png"),
    "image/jpeg": ("JPEG", ".jpg"),
    "image/gif": ("GIF", ".gif"),
    "image/webp": ("WEBP", ".webp"),
}
UNKNOWN = "application/octet-stream"
SHOWN_IN_PLACE = {"image/png", "image/jpeg", "image/webp", "application/pdf"}
HEAD = 4096  # bytes looked at

_MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)
_OFFICE = {  # inside a zip or an OLE file the name only chooses the icon: both are downloads whatever it says
    "application/zip": {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".ods": "application/vnd.oasis.opendocument.spreadsheet",
        ".odp": "application/vnd.oasis.opendocument.presentation",
        ".epub": "application/epub+zip",
    },
    "application/x-ole-storage": {
        ".doc": "application/msword",
        ".xls": "application/vnd.ms-excel",
        ".ppt": "application/vnd.ms-powerpoint",
    },
}
_PICTURE_NAMES = {".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp"}
_CANNOT_BE_CLEANED = {"image/heic", "image/avif", "image/tiff"}
_ACTIVE_TEXT = tuple(b"<svg <html <!doctype <script <body <head <iframe <?xml <?php".split())


def media_type(head: bytes, name: str) -> str:
    """The media type of a file beginning with `head`; html, svg, xml and scripts are only ever `UNKNOWN`."""
    kind = next((kind for at, magic, kind in _MAGIC if head[at : at + len(magic)] == magic), None)
    if kind in ("image/webp", "audio/wav") and head[:4] != b"RIFF":
        kind = None
    if kind is None:
        return "text/plain" if _is_quiet_text(head) else UNKNOWN
    return _OFFICE.get(kind, {}).get(PurePath(name).suffix.lower(), kind)


def is_svg(head: bytes) -> bool:
    """Whether these first bytes draw an SVG."""
    return b"<svg" in _plain(head)


def claims_to_be_picture(name: str) -> bool:
    """Whether the name promises one of the pictures shown in place."""
    return PurePath(name).suffix.lower() in _PICTURE_NAMES


def keeps_its_place(kind: str) -> bool:
    """Whether this is a photograph format that may hold where it was taken, and that is not cleaned here."""
    return kind in _CANNOT_BE_CLEANED


def _is_quiet_text(head: bytes) -> bool:
    try:
        head[: len(head) - 3 if len(head) >= HEAD else None].decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.start < len(head) - 4:
            return False
    low = _plain(head)
    return b"\x00" not in head and not any(mark in low for mark in _ACTIVE_TEXT)


def _plain(head: bytes) -> bytes:
    """Lower case, without the NUL bytes and marks of UTF-16 behind which markup hides."""
    return head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lower()
