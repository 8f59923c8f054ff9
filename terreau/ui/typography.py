"""French as it is printed: its apostrophes, its spaces, and the words this house does not use."""

import re

SPACE = "\u00a0"
_MENDING = [
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"[ \u202f]*(?<![?!;:])([?!;:])(?=\s|$|[»)”])"), SPACE + r"\1"),
    (re.compile(r"«[ \u202f]*(?=[^\s\u00a0])"), "«" + SPACE),
    (re.compile(r"(?<=[^\s\u00a0])[ \u202f]*»"), SPACE + "»"),
    (re.compile(r"\u00a0{2,}"), SPACE),
]
_KEPT = re.compile(r"https?://\S+|`[^`]*`|«\u00a0?[A-Za-zé]{2,4}:\u00a0?»")
_PLACE = re.compile(r"%\(\w+\)s")
FORBIDDEN = re.compile(
    r"\b(utilisateurs?|utilisatrices?|engagements?|contenus?|relanc\w+|inacti[fv]\w*|lurkers?|boost\w+"
    r"|incontournables?|n[’']oubliez pas|ressources? humaines?|e-?mails?|\w+·\w*)\b|!",
    re.IGNORECASE,
)

_UNELIDED = re.compile(r"\b(?:de|que|jusque|lorsque|puisque) %\((?:name|who|about|giver|taker)\)s", re.IGNORECASE)


def mend(text: str) -> str:
    """The text with its apostrophes and hard spaces set right; addresses and code are left alone. Twice is once."""
    done, at = [], 0
    for kept in _KEPT.finditer(text):
        done += [_mend(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join(done) + _mend(text[at:])


def _mend(text: str) -> str:
    for pattern, right in _MENDING:
        text = pattern.sub(right, text)
    return text


def faults(text: str) -> list[str]:
    """What is wrong with a French text of ours, in words; nothing when it may be printed."""
    found = [f"« {word.group()} »" for word in FORBIDDEN.finditer(_PLACE.sub("", text))]
    found += [f"« {words.group()} » before a name that may begin with a vowel" for words in _UNELIDED.finditer(text)]
    right = mend(text)
    return found + ([f"should be: {right}"] if right != text else [])
