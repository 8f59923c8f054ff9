"""Paragraphs that a mail tool broke with soft line ends (RFC 3676), whole again."""

LONGEST = 400  # lines joined into one paragraph


def unflowed(text: str, delete_space: bool = False) -> str:
    """Lines ending in a space joined to the next of the same quote depth; `-- ` stays a signature mark."""
    out: list[str] = []
    held: list[str] = []
    depth = 0
    for line in text.split("\n"):
        said = line.lstrip(">")
        marks = len(line) - len(said)
        said = said.removeprefix(" ")
        signs = said.rstrip("\r") == "-- "
        if held and (marks != depth or signs):
            out.append(_quoted("".join(held).rstrip(), depth))
            held = []
        soft = said.endswith(" ") and not signs
        held.append(said[:-1] if soft and delete_space else said)
        depth = marks
        if not soft or len(held) > LONGEST:
            out.append(_quoted("".join(held), depth))
            held = []
    return "\n".join([*out, _quoted("".join(held).rstrip(), depth)] if held else out)


def _quoted(said: str, depth: int) -> str:
    return ">" * depth + (" " if depth and said else "") + said
