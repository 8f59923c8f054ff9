"""One stylesheet and one script for the whole house, put together from small files; no tool but Python.

What only a live session's screens need is a sheet of its own, which nobody else carries.
"""

import hashlib
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def stylesheet(folder: str = "look") -> str:
    """All of `look/`, in the order of the file names; or of a folder in it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / folder).glob("*.css")))


def own_script() -> str:
    """All of `behaviour/`, each file in a scope of its own."""
    files = sorted((HERE / "behaviour").glob("*.js"))
    return "\n".join(f"{{\n{path.read_text(encoding='utf-8')}}}" for path in files)


def script() -> str:
    """htmx, then our own behaviours."""
    return (HERE / "vendor" / "htmx.js").read_text(encoding="utf-8") + "\n" + own_script()


def write(folder: Path) -> None:
    """Put the files where the static files are collected from."""
    target = folder / "ui"
    target.mkdir(parents=True, exist_ok=True)
    made = {"terreau.css": stylesheet(), "live.css": stylesheet("look/live"), "terreau.js": script()}
    for name, text in made.items():
        path = target / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def vendored() -> list[dict]:
    """What came from elsewhere: name, version, licence, sha256; checked by a test."""
    return json.loads((HERE / "vendor" / "MANIFEST.json").read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    """The file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
