"""Search says who might know, beside a call: the same people as « juste assez », with the same reasons."""

from terreau.conversation import asking

from . import enough


@asking.suggests
def who_might_know(viewer, community, text: str) -> list[tuple]:
    """Those whose own words, or whose answers, fit the question."""
    return [(helper.membership, _why(helper)) for helper in enough.helpers_for(viewer, community, text)]


def _why(helper: enough.Helper) -> str:
    """The reason, with the words it comes from."""
    said = "".join(piece.text for piece in helper.quote)
    return f"{helper.reason} {enough.quoted(said)}" if said else helper.reason
