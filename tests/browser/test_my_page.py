"""My page, as one uses it: a code from the mail, who reads what, my archive, and a door out."""

import secrets

import pytest
from playwright.sync_api import expect

from terreau.demo import COORDINATOR
from tests.browser.letters import Mailbox, code_in

CODE = "votre code pour Terreau"
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
MINE = [
    "/moi/",
    "/moi/adresse/",
    "/moi/reglages/",
    "/moi/rythme/",
    "/moi/accords/",
    "/moi/sessions/",
    "/moi/securite/",
    "/moi/securite/application/",
    "/moi/export/",
    "/moi/partir/",
]


def test_the_code_of_a_mail_opens_the_door_even_pasted_with_a_space(page, server):
    box = Mailbox(server.data)
    before = sum(CODE in str(letter["Subject"]) for letter in box.letters_to(COORDINATOR))
    page.goto("/connexion/?suite=/moi/rythme/")
    page.get_by_label("Votre courriel").fill(COORDINATOR)
    page.get_by_role("button", name="Recevoir le courriel").click()
    page.wait_for_url("**/connexion/code/")
    code = code_in(box.wait(COORDINATOR, about=CODE, after=before))
    page.get_by_label("Les six chiffres").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="J’entre").click()
    page.wait_for_url("**/moi/rythme/")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_of_mine_is_for_everyone(new_page, sign_in, axe, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, COORDINATOR)
    for path in MINE:
        assert page.goto(path).status == 200, path
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_pages_before_the_door_are_for_everyone(new_page, axe, server):
    for width, scheme in LOOKS:
        page = new_page(width=width, scheme=scheme)
        page.goto("/connexion/")
        page.get_by_label("Votre courriel").fill(f"{secrets.token_hex(4)}@exemple.org")
        page.get_by_role("button", name="Recevoir le courriel").click()
        page.wait_for_url("**/connexion/code/")
        assert axe(page) == []
        page.goto(server.terreau("first_administrator", "--another"))
        assert axe(page) == []
        page.goto("/connexion/inconnue/")
        assert axe(page) == []


def test_saying_who_reads_what_by_keyboard_alone(page, sign_in):
    sign_in(page, COORDINATOR)
    page.goto("/moi/")
    page.get_by_label("Ce que j’apporte").first.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Vingt ans de levain")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "brings_for"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Je garde cette page").focus()
    page.keyboard.press("Enter")
    page.get_by_text("C’est noté.").wait_for()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ce que vous apportez"))
    expect(row).to_contain_text("vous, et personne d’autre")


def test_the_archive_arrives_by_itself_in_the_page(page, sign_in):
    sign_in(page, COORDINATOR)
    page.goto("/moi/export/")
    page.get_by_role("button", name="archive").first.click()
    link = page.get_by_role("link", name="Prendre mon archive")
    link.wait_for()
    with page.expect_download() as arriving:
        link.click()
    assert arriving.value.suggested_filename.endswith(".zip")
