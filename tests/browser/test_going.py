"""Leaving, down to the bytes: after it, the data folder of a real server no longer holds a word of the person."""

import secrets
from pathlib import Path

from tests.browser.letters import wait_for


def holds(data: Path, word: str) -> list[str]:
    """The files of the data folder in which this word can be read."""
    return sorted(str(path.relative_to(data)) for path in data.rglob("*") if word.encode() in _bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    """What is in the file; nothing when the server took it away meanwhile."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""


def test_after_leaving_no_byte_is_left(page, server):
    canary = f"kq7{secrets.token_hex(6)}"
    page.goto(server.terreau("first_administrator", "--another"))
    page.get_by_label("Votre nom").fill(f"Léa {canary}")
    page.get_by_label("Votre courriel").fill(f"{canary}@exemple.org")
    page.get_by_role("button", name="Je prends soin de l’installation").click()
    page.wait_for_url("**/moi/securite/")
    for number in range(3):  # what is written over leaves no trace either
        page.goto("/moi/")
        page.locator("[name=place]").fill(f"À {canary}, {number}")
        page.locator("[name=practice]").fill(f"{canary} {number} " * 60)
        page.get_by_role("button", name="Je garde cette page").click()
        page.get_by_text("C’est noté.").wait_for()
    page.goto("/moi/export/")
    page.get_by_role("button", name="Préparer mon archive").click()
    page.get_by_role("link", name="Prendre mon archive").wait_for()
    assert any("sqlite" in name for name in holds(server.data, canary))
    page.goto("/moi/partir/")
    page.get_by_label("s’efface").check()
    page.get_by_role("button", name="Je pars").click()
    page.wait_for_url("**/au-revoir/")
    page.goto("/moi/")
    assert "/connexion/" in page.url
    wait_for(lambda: holds(server.data, canary) == [], f"{holds(server.data, canary)} to be forgotten")
