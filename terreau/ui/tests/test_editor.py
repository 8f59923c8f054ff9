"""The editor of notes as it is served: made of the sources beside it, light, calling nobody, with every licence it owes."""

import gzip
import hashlib
import json
import re

import brotli

from terreau.ui.bundling import HERE

SOURCES, SERVED = HERE / "editor", HERE / "static/ui/dist"


def bundle() -> str:
    return (SERVED / "rich-text.js").read_text(encoding="utf-8")


def lock() -> dict[str, dict]:
    """Package → what the lock says of it."""
    packages = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {path.removeprefix("node_modules/"): said for path, said in packages.items() if path}


def test_what_is_served_was_built_from_these_sources():
    told = [
        "build.js",
        "package-lock.json",
        *(p.relative_to(SOURCES).as_posix() for p in SOURCES.glob("source/**/*.js")),
    ]
    made = hashlib.sha256()
    for name in sorted(told):
        made.update(f"{name}\0".encode() + (SOURCES / name).read_bytes())
    assert len(told) > 15
    assert f"sha256 {made.hexdigest()}." in bundle().split("*/")[0], "npm ci && npm run build in terreau/ui/editor"


def test_it_is_light():
    assert len(gzip.compress(bundle().encode(), 9)) <= 160_000
    assert len(brotli.compress(bundle().encode())) <= 135_000


def test_it_needs_no_leave_that_the_policy_refuses():
    code = bundle()
    assert not re.search(r"\beval\(|new Function\(|importScripts|import\(", code)
    assert "injectCSS:!1" in code
    assert "injectCSS: false" in (SOURCES / "source/rich-text.js").read_text(encoding="utf-8")


def test_the_lock_names_no_other_registry_and_one_version_of_the_editor():
    packages = lock()
    assert all(said["integrity"].startswith("sha512-") for said in packages.values())
    places = {said["resolved"] for said in packages.values() if "resolved" in said}
    assert all(place.startswith("https://registry.npmjs.org/") for place in places)
    assert {said["version"] for name, said in packages.items() if name.startswith("@tiptap/")} == {"3.32.2"}


def test_every_package_inside_comes_with_its_licence():
    told = (SERVED / "rich-text.LICENCES.txt").read_text(encoding="utf-8")
    inside = re.findall(r"^(\S+) (\d+\.\d+\.\d+) \(MIT\)$", told, re.MULTILINE)
    assert len(inside) > 25
    assert all(lock()[name]["version"] == version for name, version in inside)
    assert told.count("Permission is hereby granted") >= len(inside)
