"""French typography for the story's files: `python -m terreau.demo.typography` sets them right."""

import re
from collections.abc import Iterator
from pathlib import Path

STORY = Path(__file__).parent / "story"
SPACE = "\u00a0"  # does not break
_KEPT = re.compile(r"(https?://\S+|`[^`\n]*`)")
_TIME = re.compile(r"^(w-?\d+|d\d+|friday)\b")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_RULES = [
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(?<=\w)'(?=«|\*|_|\W*$)"), "’"),
    (re.compile(r"«[ \u00a0]*"), f"«{SPACE}"),
    (re.compile(r"[ \u00a0]*»"), f"{SPACE}»"),
    (re.compile(r"(?<=\S) ([?!;:])(?=[\s)*_»]|$)"), rf"{SPACE}\1"),
    (re.compile(r"(?<=[\w’»)*…%])([?!;:])(?=[\s)*_»\u00a0]|$)"), rf"{SPACE}\1"),
    (re.compile(r"(?<=\d) h (?=\d)"), f"{SPACE}h{SPACE}"),
    (re.compile(r"(?<=\d) (?=(?:h|%|\$|°C|km|g|min|kg|L)(?![\w’]))"), SPACE),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), SPACE),
]


def french(text: str) -> str:
    """The text as it should be printed; addresses and code are left alone. Asking twice changes nothing."""
    pieces = _KEPT.split(text)
    return "".join(piece if odd % 2 else _set(piece) for odd, piece in enumerate(pieces))


def _set(text: str) -> str:
    for pattern, better in _RULES:
        text = pattern.sub(better, text)
    return text


def french_toml(source: str) -> str:
    """A chapter of the story with its French set right; keys, moments, comments and English are left alone."""
    return "".join(_block(block) for block in re.split(r"(?m)^(?=\[)", source))


def _block(block: str) -> str:
    if re.search(r'(?m)^lang(?:uage)? = "en"$', block):
        return block
    return "\n".join(_lines(block.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    inside = False  # a text over several lines
    for line in lines:
        if '"""' in line:
            inside = not inside
            yield line
        elif inside:
            yield french(line)
        elif line.startswith("#"):
            yield line
        else:
            yield _STRING.sub(_string, line)


def _string(found: re.Match) -> str:
    said = found[1]
    return found[0] if _TIME.match(said) or " " not in said else f'"{french(said)}"'


def main() -> None:
    """Set every chapter right, and say which ones changed."""
    for path in sorted(STORY.glob("*.toml")):
        before = path.read_text(encoding="utf-8")
        after = french_toml(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main()
