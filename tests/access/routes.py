"""Every address the house answers, found in the URLconf itself."""

from django.urls import URLPattern, URLResolver, get_resolver


def every_route() -> dict[str, str]:
    """Route names with their patterns; a route without a name is listed under its pattern."""
    return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns, prefix: str, namespace: str):
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, path, inner)
        elif isinstance(entry, URLPattern):
            yield (f"{namespace}{entry.name}" if entry.name else path), path
