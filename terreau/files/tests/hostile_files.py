"""Other files made to harm: pages and programs in disguise, bombs, names that walk or lie."""

import zipfile
from functools import cache
from io import BytesIO

from .hostile_pictures import KEPT, SCRIPT, picture

PAGE = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"


def zipped(entries: dict[str, bytes]) -> bytes:
    """A zip of these entries."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def disguises() -> list[tuple[str, bytes, str]]:
    """What is not what it says."""
    return [
        ("page.html", PAGE, KEPT),
        ("page.htm", PAGE.upper(), KEPT),
        ("page.png", PAGE, "not-a-picture"),
        ("page.jpeg", PAGE, "not-a-picture"),
        ("page.pdf", PAGE, KEPT),
        ("page.txt", PAGE, KEPT),
        ("page-16.txt", PAGE.decode().encode("utf-16"), KEPT),
        ("page-late.txt", b"quiet " * 900 + PAGE, KEPT),
        ("page.xhtml", b"<?xml version='1.0'?>" + PAGE, KEPT),
        ("drawing.svg", DRAWING, KEPT),
        ("drawing.png", DRAWING, "not-a-picture"),
        ("drawing.svgz", b"\x1f\x8b" + DRAWING, KEPT),
        ("feed.xml", b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", KEPT),
        ("code.js", b"alert('TERREAU-RAN')", KEPT),
        ("code.mjs.png", b"alert('TERREAU-RAN')", "not-a-picture"),
        ("program.exe", b"MZ\x90\0" + b"\0" * 200, KEPT),
        ("program.jpg", b"MZ\x90\0" + b"\0" * 200, "not-a-picture"),
        ("active.pdf", PDF, KEPT),
        ("late.pdf", PAGE + PDF, KEPT),
        ("pdf-page.html", PDF + PAGE, KEPT),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "cannot-be-cleaned"),
        ("photo.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 40, "cannot-be-cleaned"),
        ("photo.tif", b"II*\0" + b"\0" * 40, "cannot-be-cleaned"),
        ("photo.avif", b"\0\0\0\x18ftypavif" + b"\0" * 40, "cannot-be-cleaned"),
        ("nothing.txt", b"", "empty"),
        ("nothing.png", b"", "empty"),
        ("one.bin", b"\0", KEPT),
        ("half-letter.txt", "é".encode()[:1], KEPT),
        ("cut.txt", ("x" * 4095 + "é").encode(), KEPT),
    ]


@cache
def bombs() -> list[tuple[str, bytes, str]]:
    """What would unfold if anybody opened it here; nobody does."""
    zeros = zipped({"zeros": b"\0" * 40_000_000})
    return [
        ("bomb.zip", zeros, KEPT),
        ("nested.zip", zipped({f"{n}.zip": zeros for n in range(10)}), KEPT),
        ("bomb.docx", zipped({"word/document.xml": b"\0" * 10_000_000}), KEPT),
        ("laughs.xlsx", zipped({"xl/x.xml": b'<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><l>&b;</l>'}), KEPT),
        ("walk.zip", zipped({"../../../etc/cron.d/x": b"* * * * * root sh", "/abs": b"x"}), KEPT),
        ("bomb.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\0" * 100, KEPT),
        ("macros.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, KEPT),
    ]


def names() -> list[tuple[str, bytes, str]]:
    """Names that walk, lie, hide or overflow."""
    png = picture()
    return [
        ("../../../etc/passwd", b"root", KEPT),
        ("..\\..\\windows\\system32\\drivers.txt", b"x", KEPT),
        ("/etc/shadow", b"x", KEPT),
        ("C:\\boot.ini", b"x", KEPT),
        ("..", b"x", KEPT),
        (".htaccess", b"AddHandler x", KEPT),
        ("nul\0.png", png, KEPT),
        ("line\r\nX-Evil: 1.png", png, KEPT),
        ('quote".png; filename="x.html', png, KEPT),
        ("photo\u202egnp.exe", b"MZ", KEPT),
        ("zero\u200bwidth\ufeff.png", png, KEPT),
        ("e\u0301" * 90 + ".png", png, KEPT),
        ("a" * 251 + ".png", png, KEPT),
        ("日" * 200 + ".png", png, KEPT),
        ("Z" + "\u0301" * 10_000 + ".png", png, KEPT),
        ("con.png", png, KEPT),
        ("<img src=x onerror=alert(1)>.png", png, KEPT),
        ("{{7*7}}.txt", b"x", KEPT),
        ("=cmd|'/c calc'!A0.csv", b"a;b", KEPT),
        ("petit", b"x", KEPT),
        ("a.png/", png, KEPT),
        ("   ", b"x", KEPT),
        ("%2e%2e%2fetc.txt", b"x", KEPT),
        ("\ud800.png", png, KEPT),
    ]
