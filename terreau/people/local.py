"""Where to go next, when the address came from a form or a link: only ever on this site."""

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 300


def local_path(url: str | None) -> str:
    """The same path when it stays here, else nothing: no host, no scheme, no trick with slashes."""
    url = url or ""
    if len(url) > LONGEST or not url.startswith("/") or not url.isprintable():
        return ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def next_path(request) -> str:
    """The local path that this request was given to go on to, if any."""
    for values in (request.POST, request.GET):
        for name in ("suite", "next"):
            if found := local_path(values.get(name)):
                return found
    return ""
