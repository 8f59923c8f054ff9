"""Pictures made to harm: floods, disguises, stowaways. Each is (name, bytes, what must come of it)."""

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image, PngImagePlugin

KEPT = "kept"
SCRIPT = b"<script>alert('TERREAU-RAN')</script>"
SECRET = b"TERREAU-SECRET-PLACE"
GPS = {0: b"\x02\x03\x00\x00", 1: "N", 2: (46.0, 48.0, 50.0), 3: "W", 4: (71.0, 12.0, 30.0)}


def picture(kind="PNG", size=(40, 30), mode="RGB", colour=None, **options) -> bytes:
    """A small honest picture."""
    file = BytesIO()
    Image.new(mode, size, colour if colour is not None else 0).save(file, kind, **options)
    return file.getvalue()


def jpeg_with_exif(orientation=1, size=(40, 30)) -> bytes:
    """A photograph that says where it was taken, by whom, and which way is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = GPS
    return picture("JPEG", size, exif=exif.tobytes(), comment=SECRET)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_announcing(width: int, height: int, depth=8, colour=2) -> bytes:
    """A PNG of a hundred bytes that says it is that large."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + _chunk(b"IEND", b"")
    )


def jpeg_announcing(width: int, height: int) -> bytes:
    """A JPEG whose frame header says it is that large."""
    data = bytearray(picture("JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def gif_announcing(width: int, height: int) -> bytes:
    """A GIF whose screen is that large."""
    data = bytearray(picture("GIF", mode="P"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def webp_announcing(width: int, height: int) -> bytes:
    """A WebP whose canvas is that large."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00" * 4 + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def png_with_text_bomb() -> bytes:
    """A PNG whose comment unpacks to 100 MB."""
    data = picture()
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9))
    return data[:33] + bomb + data[33:]


def png_with_words() -> bytes:
    """A PNG that carries text, as editors add it."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    return picture(pnginfo=words)


def flat(mode: str, size: tuple[int, int], kind="PNG", **options) -> bytes:
    """One colour over many pixels: a few kilobytes that unfold."""
    return picture(kind, size, mode, **options)


def animated(kind: str, frames: int) -> bytes:
    """Many frames in one file."""
    first, *rest = [Image.new("RGB", (60, 60), (n % 256, 0, 0)) for n in range(frames)]
    file = BytesIO()
    first.save(file, kind, save_all=True, append_images=rest, duration=10, loop=0)
    return file.getvalue()


@cache
def stowaways() -> list[tuple[str, bytes, str]]:
    """Pictures that carry something else along."""
    png, jpeg, gif, webp = picture(), picture("JPEG"), picture("GIF", mode="P"), picture("WEBP")
    zip_tail = b"PK\x03\x04" + b"\0" * 22 + b"evil.sh" + b"PK\x05\x06" + b"\0" * 18
    return [
        ("gps.jpg", jpeg_with_exif(), KEPT),
        *((f"turned-{n}.jpg", jpeg_with_exif(n), KEPT) for n in range(2, 9)),
        ("gps.png", picture(exif=_gps_exif()), KEPT),
        ("gps.webp", picture("WEBP", exif=_gps_exif(), xmp=SECRET), KEPT),
        ("words.png", png_with_words(), KEPT),
        ("profile.jpg", picture("JPEG", icc_profile=SECRET), KEPT),
        ("comment.gif", picture("GIF", mode="P", comment=SCRIPT + SECRET), KEPT),
        ("gif-js.gif", gif[:6] + b"/*" + gif[8:] + b"*/=1;" + SCRIPT, KEPT),
        ("gif-html.gif", gif + SCRIPT + SECRET, KEPT),
        ("png-html.png", png + b"<html>" + SCRIPT + SECRET, KEPT),
        ("jpeg-html.jpg", jpeg + b"<html>" + SCRIPT + SECRET, KEPT),
        ("webp-html.webp", webp + b"<html>" + SCRIPT + SECRET, KEPT),
        ("png-zip.png", png + zip_tail + SECRET, KEPT),
        ("jpeg-zip.zip", jpeg + zip_tail + SECRET, KEPT),
        ("png-pdf.pdf", png + b"%PDF-1.7" + SCRIPT + SECRET, KEPT),
        ("png-php.php.png", png + b"<?php system($_GET[0]); ?>" + SECRET, KEPT),
        ("png-as-page.html", png + SCRIPT, KEPT),
        ("jpeg-as-drawing.svg", jpeg + SCRIPT, KEPT),
    ]


def _gps_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = GPS
    return exif.tobytes()


@cache
def floods() -> list[tuple[str, bytes, str]]:
    """A few bytes that ask for gigabytes; all refused by what they announce."""
    return [
        ("flood-30k.png", png_announcing(30_000, 30_000), "too-many-pixels"),
        ("flood-max.png", png_announcing(2**31 - 1, 2**31 - 1), "too-many-pixels"),
        ("flood-wide.png", png_announcing(2_000_000_000, 1), "too-many-pixels"),
        ("flood-16-bit.png", png_announcing(30_000, 30_000, 16, 6), "too-many-pixels"),
        ("flood.jpg", jpeg_announcing(65_500, 65_500), "too-many-pixels"),
        ("flood-tall.jpg", jpeg_announcing(8, 65_500), "too-many-pixels"),
        ("flood.gif", gif_announcing(65_535, 65_535), "too-many-pixels"),
        ("flood.webp", webp_announcing(16_384, 16_384), "too-many-pixels"),
        ("flood-vast.webp", webp_announcing(1 << 24, 1 << 24), "too-many-pixels"),
        ("real-flood.png", flat("1", (9_000, 9_000)), "too-many-pixels"),
        ("heavy.png", flat("RGB", (6_500, 6_500)), "too-heavy"),
        ("heavy-progressive.jpg", flat("RGB", (6_500, 6_000), "JPEG", progressive=True), "too-heavy"),
    ]


@cache
def damaged() -> list[tuple[str, bytes, str]]:
    """Broken on purpose or by accident; and the heaviest that are still taken."""
    png, jpeg, gif, webp = flat("RGB", (300, 300)), picture("JPEG"), picture("GIF", mode="P"), picture("WEBP")
    return [
        ("half.png", png[: len(png) // 2], "damaged"),
        ("half.jpg", jpeg[: len(jpeg) // 2], "damaged"),
        ("half.gif", gif[: len(gif) // 2], "damaged"),
        ("half.webp", webp[: len(webp) // 2], "damaged"),
        ("only-magic.png", b"\x89PNG\r\n\x1a\n", "damaged"),
        ("only-magic.jpg", b"\xff\xd8\xff", "damaged"),
        ("only-magic.gif", b"GIF89a", "damaged"),
        ("only-magic.webp", b"RIFF\x04\0\0\0WEBP", "damaged"),
        ("zero-wide.png", png_announcing(0, 10), "damaged"),
        ("bad-sum.png", png.replace(b"IDAT", b"IDAt"), "damaged"),
        ("text-bomb.png", png_with_text_bomb(), "damaged"),
        ("frames.gif", animated("GIF", 200), KEPT),
        ("frames.webp", animated("WEBP", 60), KEPT),
        ("thread.png", flat("RGB", (20_000, 1)), KEPT),
        ("deep.png", flat("I;16", (200, 200)), KEPT),
        ("ink.jpg", picture("JPEG", mode="CMYK"), KEPT),
        ("palette.png", picture(mode="P"), KEPT),
        ("clear.png", picture(mode="LA"), KEPT),
        ("bits.png", picture(mode="1"), KEPT),
        ("large-palette.png", flat("P", (7_000, 7_000), transparency=0), KEPT),
        ("large.png", flat("RGBA", (6_300, 6_300)), KEPT),
        ("large.jpg", flat("RGB", (8_100, 6_100), "JPEG"), KEPT),
        ("large-progressive.jpg", flat("RGB", (5_100, 5_100), "JPEG", progressive=True), KEPT),
    ]
