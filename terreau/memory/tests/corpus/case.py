"""One odd mail of our own making and what must come of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

FROM = "From: Jeanne Roy <jeanne@example.org>"
DATE = "Date: Tue, 4 Mar 2014 10:15:00 -0500"
ID = "Message-ID: <un@example.org>"
USUAL = f"{FROM}\n{DATE}\n{ID}\nSubject: Bonjour"


class Case(NamedTuple):
    """A mail, the fields its letter must have, and exactly the kinds of problem it must raise."""

    label: str
    data: bytes
    fields: Mapping[str, Any]
    problems: frozenset[str] = frozenset()


def case(label: str, head: str | bytes, body: str | bytes = "Un mot.", /, *problems: str, **fields: Any) -> Case:
    """A case whose text parts, when given as str, are written in UTF-8."""
    head = head.encode() if isinstance(head, str) else head
    body = body.encode() if isinstance(body, str) else body
    return Case(label, head + b"\n\n" + body, fields, frozenset(problems))
