"""What the repository holds, for the tests that watch over its shape."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = {".venv", "data", "build", "node_modules", "__pycache__", "vendor", "dist"}


@cache
def files(*suffixes: str) -> list[Path]:
    """The project's own files with these endings, in a stable order."""
    found = (p for top in ("terreau", "tests", "bin", "docs", ".ci") for p in (ROOT / top).rglob("*"))
    return sorted(
        p for p in found if p.is_file() and p.suffix in suffixes and not LEFT_OUT & set(p.relative_to(ROOT).parts)
    )


def name(path: Path) -> str:
    """The path as one would say it."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def product_python() -> list[Path]:
    """The product's own modules: neither tests nor migrations."""
    return [
        p for p in files(".py") if p.is_relative_to(ROOT / "terreau") and not {"tests", "migrations"} & set(p.parts)
    ]
