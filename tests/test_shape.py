"""The shape of the house: who may lean on whom, how big a piece may be, and one door for each dangerous thing."""

import ast
import re

import pytest

from terreau.config.rooms import ROOMS
from tests.files import ROOT, files, name, product_python, tree

LIMITS = {".py": 300, ".html": 120, ".js": 100, ".css": 250}
DOORS = {
    r"\bnh3\b": "terreau/ui/rich",
    r"\bmarkdown_it\b": "terreau/ui/rich",
    r"\bcsv\.writer\b|\bDictWriter\b": "terreau/ui/tables.py",
    r"\bEmailMessage\b|\bEmailMultiAlternatives\b|\bsend_mail\b": "terreau/letters/",
    r"^\s*(?:import|from) (?:requests|httpx|urllib\.request|urllib3|aiohttp)\b": "terreau/fetch/",
    r"\bmark_safe\b|\bSafeString\b": "nowhere",
    r"__all__\"\s*$|fields = \"__all__\"": "nowhere",
}
IN_TEMPLATES = {
    r"\|\s*safe\b": "|safe",
    r"autoescape\s+(?:off|false)": "autoescape off",
    r"\sstyle=": "an inline style",
    r"\son[a-z]+=\"": "an inline handler",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)": "an inline script",
    r"https?://(?!www\.w3\.org)[a-z]": "an address outside",
}


def test_a_room_leans_only_on_those_before_it():
    wrong = []
    for path in product_python():
        parts = path.relative_to(ROOT / "terreau").parts
        if parts[0] not in ROOMS:
            continue
        allowed = {"config", *ROOMS[: ROOMS.index(parts[0]) + 1]}
        for room in _rooms_imported(path):
            if room not in allowed:
                wrong.append(f"{name(path)} imports {room}")
    assert wrong == []


def _rooms_imported(path):
    for node in ast.walk(tree(path)):
        modules = []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            modules = [node.module] if node.module != "terreau" else [f"terreau.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        yield from (m.split(".")[1] for m in modules if m.startswith("terreau."))


def test_every_room_is_on_the_list():
    rooms = {p.parent.name for p in (ROOT / "terreau").glob("*/apps.py")} - {"config"}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("suffix", LIMITS)
def test_no_file_outgrows_its_kind(suffix):
    sizes = {name(p): p.read_text(encoding="utf-8").count("\n") for p in files(suffix) if "migrations" not in p.parts}
    assert sizes, f"no {suffix} file was looked at"
    assert {n: size for n, size in sizes.items() if size > LIMITS[suffix]} == {}


def test_no_function_outgrows_forty_lines():
    lengths = {}
    for path in files(".py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{name(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    assert {n: length for n, length in lengths.items() if length > 40} == {}
    ordered = sorted(lengths.values())
    assert ordered[int(len(ordered) * 0.9)] <= 20


@pytest.mark.parametrize("pattern", DOORS)
def test_each_dangerous_thing_has_one_door(pattern):
    door = DOORS[pattern]
    looked_at = product_python()
    assert len(looked_at) > 50
    through = [
        name(p)
        for p in looked_at
        if not name(p).startswith(door) and re.search(pattern, p.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert through == []


def test_templates_hold_nothing_inline_and_call_nobody_outside():
    pages = [p for p in files(".html") if p.is_relative_to(ROOT / "terreau")]
    assert len(pages) > 10
    wrong = [
        f"{name(p)}: {what}"
        for p in pages
        for pattern, what in IN_TEMPLATES.items()
        if re.search(pattern, re.sub(r"\{#.*?#\}", "", p.read_text(encoding="utf-8"), flags=re.DOTALL))
    ]
    assert wrong == []


def test_pages_and_parts_are_named_for_what_they_are():
    pages = [p for p in files(".html") if p.is_relative_to(ROOT / "terreau") and "mail" not in p.parts]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if path.name.startswith("_"):
            assert "{% extends" not in text, f"{name(path)} is a part and extends a page"


def test_public_functions_say_what_they_promise():
    silent = []
    for path in product_python():
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            known = node.name.startswith("_") or node.name.endswith(("QuerySet", "Config")) or path.name == "apps.py"
            if not known and not ast.get_docstring(node):
                silent.append(f"{name(path)}:{node.name}")
    assert silent == []
