"""What the server found out before Django saw the request, and how the answer is packed."""

import gzip
import secrets

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

from .gateway import TOO_BIG

LEVEL = 3  # a third of the time of level 6, for a page one tenth heavier


class TooBigMiddleware:
    """Answers a request whose body was more than its door takes (413), with a page like any other."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get(TOO_BIG):
            from terreau.ui.errors import too_big

            return too_big(request)
        return self.get_response(request)


class OtherWayMiddleware:
    """Answers an act's address opened like a page (405) with words: somebody reloaded, or kept the address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if answer.status_code != 405 or request.method != "GET" or answer.streaming or answer.content:
            return answer
        from terreau.ui.errors import other_way

        page = other_way(request)
        page.headers["Allow"] = answer.headers["Allow"]
        return page


class PackMiddleware(GZipMiddleware):
    """Django's own, quicker for pages; like it, each page gets a length of its own (BREACH)."""

    def process_response(self, request, response):
        """Pack a page that is worth it; leave the rest to Django."""
        if response.streaming or len(response.content) < 200 or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return response
        packed = pack(response.content)
        if len(packed) < len(response.content):
            response.content = packed
            response.headers["Content-Length"] = str(len(packed))
            response.headers["Content-Encoding"] = "gzip"
            if response.headers.get("ETag", "").startswith('"'):
                response.headers["ETag"] = f"W/{response.headers['ETag']}"
        return response


def pack(body: bytes) -> bytes:
    """The body as gzip, with a random name of random length in its header."""
    packed = gzip.compress(body, compresslevel=LEVEL, mtime=0)
    name = b"a" * secrets.randbelow(100)
    return packed[:3] + bytes([packed[3] | 8]) + packed[4:10] + name + b"\0" + packed[10:]
