"""Giving files back: to whoever may see what they hang from, and never as something a browser would run."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from . import ranges
from .models import File, FilePage

_SEALED = (
    "default-src 'none'; sandbox; frame-ancestors 'none'"  # a browser's own viewers of pictures and PDF still work
)


@login_not_required
@require_safe
def file(request, key, name):
    """The file itself; `name` is only there to be read in the address."""
    found = get_object_or_404(File.objects.visible_to(request.viewer), key=key)
    return _answer(request, found, found.path, f'"{found.sha256}"')


@login_not_required
@require_safe
def small(request, key):
    """The small version of a picture."""
    found = get_object_or_404(File.objects.visible_to(request.viewer).exclude(small_path=""), key=key)
    return _answer(request, found, found.small_path, f'"{found.sha256}-s"')


@login_not_required
@require_safe
def page(request, key, number):
    """One of the first pages of a document, drawn: a picture of ours, whatever the document is."""
    drawn = get_object_or_404(FilePage.objects.visible_to(request.viewer), file__key=key, number=min(number, 10_000))
    body = ranges.blocks(partial(default_storage.open, drawn.path), 0, default_storage.size(drawn.path))
    return _sealed(StreamingHttpResponse(body, content_type="image/webp"))


def _answer(request, found: File, path: str, etag: str) -> HttpResponse | StreamingHttpResponse:
    """Headers first: the bytes are opened only for who has not got them yet."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing again would break lengths and ranges
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or "*" in known:
        return _named(HttpResponseNotModified(), found, etag)
    size = default_storage.size(path)
    try:
        part = ranges.asked(request.headers.get("Range", ""), size) if _range_holds(request, etag) else None
    except ranges.OutOfRange:
        return _named(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), found, etag)
    start, end = part or (0, size - 1)
    body = ranges.blocks(partial(default_storage.open, path), start, end - start + 1)
    response = StreamingHttpResponse(body) if request.method == "GET" else HttpResponse()
    response.status_code = 206 if part else 200
    if part:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return _named(response, found, etag)


def _range_holds(request, etag: str) -> bool:
    """Whether a range may be given: nothing was asked to be compared, or it is still the same file."""
    return request.headers.get("If-Range", etag) == etag


def _named(response, found: File, etag: str):
    """What it is, under which name it is kept, and whether it is still the same."""
    charset = "; charset=utf-8" if found.media_type == "text/plain" else ""
    response["Content-Type"] = found.media_type + charset
    response["Content-Disposition"] = content_disposition_header(not found.is_shown_in_place, found.name)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return _sealed(response)


def _sealed(response):
    """The headers without which nothing a person gave leaves here."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SEALED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"  # may be kept, asked about each time: rights end at once
    return response
