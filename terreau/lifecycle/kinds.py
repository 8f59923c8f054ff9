"""The ways of taking part, and which of them give something."""

PRESENCE_ONLY = frozenset(("read", "attend", "react"))  # taking part too, without a word
BITS = {
    kind: 1 << place
    for place, kind in enumerate(
        (
            "read", "attend", "react", "post", "reply", "answer", "edit", "review", "mentor", "host", "facilitate",
            "story", "speak", "author", "coauthor", "merge", "integrate", "help", "note", "trial",
        )
    )
}  # fmt: skip
OTHER = 1 << 60  # a kind a history knows and we do not


def contributes(kind: str) -> bool:
    """Whether this kind gives something; every kind is presence."""
    return kind not in PRESENCE_ONLY


def bit(kind: str) -> int:
    """The bit of a kind in a day's mask."""
    return BITS.get(kind, OTHER)
