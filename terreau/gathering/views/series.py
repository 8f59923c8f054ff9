"""One series: its rhythm, joined once."""


def series(request, slug, key):
    """A series and its next dates."""
    raise NotImplementedError
