"""Pictures are drawn again: what was hidden in the file (place, camera, other bytes) does not come along."""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from . import refusals
from .kinds import PICTURES

LARGEST = 2400  # pixels, the longer side of what is kept
SMALL = 480  # pixels, the longer side of the small version
MAX_PIXELS = 50_000_000
MAX_SIDE = 30_000
MAX_ROOM = 160_000_000  # bytes that decoding may take

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # refused here, not warned about


@dataclass(frozen=True)
class Picture:
    """A redrawn picture: its bytes, its small version, its size in pixels."""

    media_type: str
    suffix: str
    width: int
    height: int
    data: bytes
    small: bytes


def redraw(data: bytes, media_type: str) -> Picture:
    """The picture in `data`, upright, at most 2400 px, nothing else; ValidationError says what is wrong.

    Of a picture that moves, the first image is kept.
    """
    try:
        image = _opened(data, media_type)
    except (ValidationError, MemoryError):
        raise
    except Image.DecompressionBombError as flood:
        raise refusals.too_many_pixels(MAX_PIXELS) from flood
    except Exception as wrong:  # decoders fail in many ways; whatever happens the file is not kept
        raise refusals.damaged() from wrong
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    kind = "image/png" if media_type == "image/gif" else media_type
    return Picture(kind, PICTURES[kind][1], image.width, image.height, _written(image, kind), _written(small, kind))


def _opened(data: bytes, media_type: str) -> Image.Image:
    nearer = _decoded(data, media_type)
    nearer.thumbnail((LARGEST, LARGEST), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(nearer)
    upright = upright.convert("RGB") if upright.mode == "CMYK" else upright
    upright.info = {}
    return upright


def _decoded(data: bytes, media_type: str) -> Image.Image:
    if media_type == "image/webp":
        _refuse_flood(*_webp_size(data))
    with Image.open(BytesIO(data), formats=[PICTURES[media_type][0]]) as image:
        _refuse_flood(*image.size)
        _refuse_room(image)
        ratio = min(1, LARGEST / max(image.size))
        image.draft(image.mode, (max(1, int(image.width * ratio)), max(1, int(image.height * ratio))))
        image.load()
        return _nearer(image)


def _nearer(image: Image.Image) -> Image.Image:
    """The picture in plain colours, roughly reduced a strip at a time: never held twice at its full size."""
    factor = max(image.size) // LARGEST
    if factor < 2:
        return _plain_mode(image)
    strips = (
        _plain_mode(image.crop((0, top, image.width, min(image.height, top + 256 * factor)))).reduce(factor)
        for top in range(0, image.height, 256 * factor)
    )
    first = next(strips)
    reduced = Image.new(first.mode, (first.width, -(-image.height // factor)))
    reduced.info["exif"] = image.info.get("exif", b"")  # says which way is up
    reduced.paste(first, (0, 0))
    for number, strip in enumerate(strips, start=1):
        reduced.paste(strip, (0, 256 * number))
    return reduced


def _plain_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _written(image: Image.Image, media_type: str) -> bytes:
    file = BytesIO()
    if media_type == "image/jpeg":
        image.save(file, "JPEG", quality=85, progressive=True)
    elif media_type == "image/webp":
        image.save(file, "WEBP", quality=85, method=3)
    else:
        image.save(file, "PNG")
    return file.getvalue()


def _refuse_flood(width: int, height: int) -> None:
    """Refuse by the announced size, before one pixel is decoded."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise refusals.too_many_pixels(MAX_PIXELS)


def _refuse_room(image: Image.Image) -> None:
    """Refuse what would fill the memory: a progressive JPEG is held whole before it shrinks."""
    each = 1 if image.mode in ("1", "L", "P") else 4  # bytes a pixel
    if image.format == "JPEG":
        each = 2 * len(image.getbands()) if image.info.get("progressive") else 1
    if image.width * image.height * each > MAX_ROOM:
        raise refusals.too_heavy()


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height as a WebP announces them: Pillow makes room for them as soon as it opens the file."""
    chunk, body = data[12:16], data[20:30]
    if len(body) < 10:
        return 0, 0
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8L":
        bits = struct.unpack("<I", body[1:5])[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF
