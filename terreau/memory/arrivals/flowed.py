"""Paragraphs that a mail tool broke with soft line ends (RFC 3676), whole again."""

import re


def unflowed(text: str, delete_space: bool = False) -> str:
    """Lines ending in a space joined to the next of the same quote depth; `-- ` stays a signature mark."""
    out: list[str] = []
    pending, depth = "", -1
    for line in text.split("\n"):
        marks = re.match(r">*", line)[0]  # type: ignore[index]  # a star always matches
        said = line[len(marks) :].removeprefix(" ")
        soft = said.endswith(" ") and said.rstrip("\r") != "-- "
        if pending and (len(marks) != depth or said.rstrip("\r") == "-- "):
            out.append(_quoted(pending.rstrip(), depth))
            pending = ""
        pending, depth = pending + (said[:-1] if soft and delete_space else said), len(marks)
        if not soft or len(pending) > 20_000:
            out.append(_quoted(pending, depth))
            pending = ""
    return "\n".join([*out, _quoted(pending.rstrip(), depth)] if pending else out)


def _quoted(said: str, depth: int) -> str:
    return ">" * depth + (" " if depth and said else "") + said
