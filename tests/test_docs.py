"""What the documents say is so: every item of the mission is on the list, and every path they name exists."""

import re

import pytest

from tests.files import ROOT, files, name

ITEMS = {f"S{seed}-{n:02d}" for seed, most in enumerate((35, 18, 50, 43, 60)) for n in range(1, most + 1)}


def coverage() -> dict[str, tuple[str, str]]:
    """Item → (screen, test) as docs/coverage.md says."""
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (S\d-\d\d) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert len(rows) == len({row[0] for row in rows}), "an item is listed twice"
    return {item: (screen.strip(), test.strip()) for item, screen, test in rows}


def test_every_item_of_the_mission_has_its_line():
    assert len(ITEMS) == 206
    assert set(coverage()) == ITEMS


def test_each_covered_item_names_a_test_that_exists():
    for item, (screen, test) in coverage().items():
        assert (screen == "pas encore") == (test == "pas encore"), item
        if test not in ("pas encore", "(source)"):
            path, _, function = test.strip("`").partition("::")
            assert (ROOT / path).is_file(), f"{item}: {path}"
            assert not function or f"def {function}" in (ROOT / path).read_text(encoding="utf-8"), f"{item}: {test}"


@pytest.mark.parametrize(
    "page", [p for p in [*ROOT.glob("*.md"), *files(".md")] if p.parent.name in ("docs", ROOT.name)], ids=name
)
def test_links_between_documents_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{name(page)} → {target}"


def test_each_word_leads_to_a_name_of_the_code():
    rows = re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|", (ROOT / "docs/words.md").read_text(encoding="utf-8"), re.MULTILINE)
    said = {word for row in rows for code in re.findall(r"`([^`]+)`", row) for word in re.findall(r"[A-Za-z_-]+", code)}
    code = "".join(path.read_text(encoding="utf-8") for path in files(".py", ".js", ".html"))
    assert len(said) > 60
    assert said - set(re.findall(r"[A-Za-z_-]+", code)) == set()


def test_every_setting_is_documented():
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    sources = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "terreau/config").glob("*.py"))
    asked = set(re.findall(r"[\"'](TERREAU_[A-Z_]+|DATABASE_URL)[\"']", sources)) - {"TERREAU_DEBUG"}
    assert asked
    assert {setting for setting in asked if f"`{setting}`" not in said} == set()


def test_nothing_names_the_place_where_it_was_made():
    words = [r"/work/", r"\bhelper session", r"\.library", r"/tmp/brief"]
    for path in [*files(".py", ".html", ".css", ".js", ".md", ".toml", ".lock", ".po"), *ROOT.glob("*.*")]:
        if path.is_file() and path != ROOT / "tests/test_docs.py":
            text = path.read_text(encoding="utf-8")
            assert not any(re.search(word, text) for word in words), name(path)
