"""The one door for what people upload: whatever comes in is cleaned, named, measured and safe on the disk."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.db import transaction
from django.db.models import Count, Sum

from terreau.spine.reading import System

from . import keeping, kinds, refusals
from .models import File
from .names import clean_name, with_suffix
from .pictures import redraw

MAX_BYTES = 25_000_000
MAX_BYTES_A_DAY = 500_000_000
MAX_FILES_A_DAY = 300
_SUFFIXES = {"text/plain": ".txt", "application/pdf": ".pdf", "application/zip": ".zip"}


@dataclass
class _Cleaned:
    """What is about to be kept."""

    name: str
    media_type: str
    content: Content
    small: Content | None = None
    width: int | None = None
    height: int | None = None


def store_upload(
    uploaded, *, community, by, at: datetime, max_bytes: int = MAX_BYTES, only_pictures=False, counted=True, told=True
) -> File:
    """Keep `uploaded` (a Django File) and return its row; ValidationError says in words why it is refused.

    The bytes are on the disk before the row exists. `only_pictures` refuses anything but a picture;
    `counted=False` leaves the daily quota aside (an archive that a coordinator brings in),
    `told=False` the journal, for files of which one line tells for all.
    """
    _refuse_size(uploaded, max_bytes)
    if counted and by is not None:
        _refuse_quota(by, uploaded.size, at)
    cleaned = _clean(uploaded, only_pictures)
    path = small_path = ""
    try:
        with cleaned.content:
            digest, size = _digest(cleaned.content)
            path = keeping.keep(cleaned.content)
        small_path = keeping.keep(cleaned.small) if cleaned.small else ""
        with transaction.atomic():
            file = File.objects.create(
                community=community, uploaded_by=by, uploaded_at=at, name=cleaned.name,
                media_type=cleaned.media_type, size=size, sha256=digest, path=path, small_path=small_path,
                width=cleaned.width, height=cleaned.height,
            )  # fmt: skip
            if told:
                community.record("file-given", by=by, about=file, at=at)
    except BaseException:
        keeping.forget(path, small_path)
        raise
    return file


def _clean(uploaded, only_pictures: bool) -> _Cleaned:
    """The upload as it will be kept: a picture drawn again, anything else as it came."""
    uploaded.seek(0)
    head = uploaded.read(kinds.HEAD)
    given = uploaded.name or ""
    kind = kinds.media_type(head, given)
    name = clean_name(given, suffix=_SUFFIXES.get(kind, ".bin"))
    if kind in kinds.PICTURES:
        return _cleaned_picture(uploaded, name, kind)
    _refuse_disguise(head, name, kind, only_pictures)
    uploaded.seek(0)
    return _Cleaned(name, kind, _copy(uploaded))


def _cleaned_picture(uploaded, name: str, kind: str) -> _Cleaned:
    uploaded.seek(0)
    drawn = redraw(uploaded.read(), kind)
    return _Cleaned(
        with_suffix(name, drawn.suffix),
        drawn.media_type,
        ContentFile(drawn.data),
        ContentFile(drawn.small),
        drawn.width,
        drawn.height,
    )


def _refuse_disguise(head: bytes, name: str, kind: str, only_pictures: bool) -> None:
    """Refuse what says it is a picture and is not, and the pictures that cannot be cleaned."""
    if kinds.keeps_its_place(kind):
        raise refusals.cannot_be_cleaned()
    if only_pictures and kinds.is_svg(head):
        raise refusals.svg()
    if only_pictures or kinds.claims_to_be_picture(name):
        raise refusals.not_a_picture(name)


def _refuse_size(uploaded, max_bytes: int) -> None:
    if not uploaded.size:
        raise refusals.empty()
    if uploaded.size > max_bytes:
        raise refusals.too_big(max_bytes)


def _refuse_quota(by, size: int, at: datetime) -> None:
    """At most so many bytes and files a person a day, all communities together."""
    rows = File.objects.visible_to(System("daily quota")).given_by(by, since=at - timedelta(days=1))
    today = rows.aggregate(bytes=Sum("size", default=0), files=Count("pk"))
    if today["bytes"] + size > MAX_BYTES_A_DAY or today["files"] >= MAX_FILES_A_DAY:
        raise refusals.quota(MAX_BYTES_A_DAY, MAX_FILES_A_DAY)


def _copy(uploaded) -> Content:
    """The same bytes in a file of ours: a storage may move what it is given, and the caller keeps theirs."""
    copy = SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115  closed by whoever keeps it
    for chunk in uploaded.chunks():
        copy.write(chunk)
    copy.seek(0)
    return Content(copy, name="")


def _digest(content: Content) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in content.chunks():
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    return digest.hexdigest(), size
