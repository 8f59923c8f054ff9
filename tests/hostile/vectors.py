"""Public lists of words made to run in somebody's browser; `CREDITS.md` says whose they are and under which licence."""

import json
from pathlib import Path

HERE = Path(__file__).parent
LISTS = ("blns", "feedparser", "brs_kb")


def vectors() -> list[str]:
    """All of them, once each."""
    found = [one for name in LISTS for one in json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))]
    return list(dict.fromkeys(found))
