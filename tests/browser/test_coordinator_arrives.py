"""A coordinator arrives with a list of members and years of archives; an hour later, a community lives at an address."""

import secrets

import pytest
from playwright.sync_api import expect

from tests.browser import brought
from tests.browser.looking import held_against

WORKS = 180_000  # milliseconds: the worker reads in the background, on a machine that may be busy


@pytest.fixture
def hive(server, new_page, sign_in):
    """A community just made, with nobody but its coordinator; her page, signed in, and its address."""
    mark = secrets.token_hex(3)
    slug, email = f"rucher-{mark}", f"berthe.{mark}@exemple.org"
    words = ("--name", "Rucher d’à côté", "--coordinator", email, "--coordinator-name", "Berthe Lavoie")
    server.terreau("community", "create", slug, *words)
    page = new_page()
    sign_in(page, email)
    return page, slug


def bring(page, slug: str, what: str, name: str, content: bytes) -> None:
    """Choose a file and have it looked at."""
    page.goto(f"/c/{slug}/arrivees/")
    page.locator(f"a[href$='/apporter/{what}/']").click()
    kind = "text/csv" if name.endswith(".csv") else "application/mbox"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Regarder ce fichier").click()
    page.get_by_role("heading", name="Ce que nous avons trouvé").wait_for(timeout=WORKS)


def let_in(page) -> None:
    """Say the word that lets it in, and wait until it is."""
    page.get_by_role("button", name="Faire entrer").click()
    page.get_by_text("C’est entré").wait_for(timeout=WORKS)


def test_a_list_then_archives_then_the_cut(hive, axe):
    page, slug = hive
    bring(page, slug, "membres", "membres.csv", brought.members_csv())
    problems = page.locator("section", has=page.get_by_role("heading", name="Ce qui ne va pas")).locator("tbody tr")
    expect(problems.locator("td:first-of-type")).to_have_text(["—", "12", "13"])
    expect(page.get_by_role("rowheader", name="Agathe Loiselle")).to_have_count(1)
    assert held_against(page, axe) == []
    page.get_by_label("elles y sont membres tout de suite").check()
    let_in(page)
    page.goto(f"/c/{slug}/communaute/")
    for name, _short in brought.PEOPLE:
        expect(page.locator("main").get_by_text(name), name).to_have_count(1)
    bring(page, slug, "courriels", "liste.mbox", brought.archive())
    assert held_against(page, axe) == []
    let_in(page)
    assert held_against(page, axe) == []
    page.get_by_role("link", name="Voir les échanges").click()
    page.get_by_role("link", name="Une reine perdue (55)").click()
    expect(page.locator("article.message")).to_have_count(4)
    expect(page.locator(".message__quoted")).to_have_count(3)
    the_cut_is_seen(page, slug)


def the_cut_is_seen(page, slug: str) -> None:
    """La coupe on the home page, drawn, with years of it in the table beside."""
    page.goto(f"/c/{slug}/")
    page.locator("figure.cut svg").first.wait_for(state="attached")
    page.get_by_text("Voir en tableau").click()
    expect(page.locator(".cut-table thead")).to_contain_text("2022")
    page.locator(".cut-table tbody tr").nth(7).wait_for()


def test_bringing_it_twice_changes_nothing_and_it_can_be_undone(hive):
    page, slug = hive
    bring(page, slug, "courriels", "liste.mbox", brought.archive(threads=6))
    let_in(page)
    first = page.url
    bring(page, slug, "courriels", "liste.mbox", brought.archive(threads=6))
    let_in(page)
    page.goto(f"/c/{slug}/echanges/")
    expect(page.get_by_role("link", name="(1)")).to_have_count(1)
    page.goto(first)
    page.get_by_role("button", name="Défaire cette arrivée").click()
    page.get_by_text("C’est défait").wait_for(timeout=WORKS)
    page.goto(f"/c/{slug}/echanges/")
    assert page.get_by_role("link", name="(1)").count() == 0


def test_a_history_told_on_the_command_line_is_seen_in_the_cut(hive, server, tmp_path):
    page, slug = hive
    folder = brought.history(tmp_path / "histoire")
    looked = server.terreau("import", "history", str(folder), "--community", slug, "--dry-run")
    page.goto(f"/c/{slug}/")
    assert page.locator("figure.cut svg").count() == 0, looked
    server.terreau("import", "history", str(folder), "--community", slug, "--yes")
    the_cut_is_seen(page, slug)
    assert page.get_by_text("m00000000000").count() == 0


def test_the_same_without_a_script(server, new_page, sign_in):
    slug, email = f"rucher-{secrets.token_hex(3)}", f"berthe.{secrets.token_hex(3)}@exemple.org"
    server.terreau("community", "create", slug, "--coordinator", email, "--coordinator-name", "Berthe Lavoie")
    page = new_page(width=390, javascript=False)
    sign_in(page, email)
    page.goto(f"/c/{slug}/arrivees/apporter/membres/")
    file = {"name": "membres.csv", "mimeType": "text/csv", "buffer": brought.members_csv()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Regarder ce fichier").click()
    page.get_by_role("heading", name="Ce que nous avons trouvé").wait_for(timeout=WORKS)
