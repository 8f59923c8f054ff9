"""« Le bon fichier, la bonne personne en 30 secondes »: by keyboard, on a phone, without a script, as one types."""

import re
import secrets

from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG
from tests.browser.letters import wait_for
from tests.browser.pace import Pace

HOME = f"/c/{SLUG}/"
KIM = "kim@exemple.org"
FIRST = ".hits > li:first-child a"


def test_the_right_thing_in_half_a_minute_by_keyboard(page, sign_in):
    sign_in(page, KIM)
    page.goto(HOME)
    pace = Pace(page)
    page.keyboard.press("/")
    expect(page.locator("input[type=search]:focus")).to_have_count(1)
    pace.type(page.locator(":focus"), "temperatures remplies")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chercher/**")
    expect(page.locator(FIRST)).to_have_text("Une feuille de températures remplie d’avance")
    expect(page.locator(".hits mark")).not_to_have_count(0)
    page.locator(FIRST).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/echanges/**")
    assert len(pace.screens) <= 2 and pace.seconds <= 30


def test_the_right_person_in_half_a_minute_on_a_phone(new_page, sign_in):
    page = new_page(width=390)
    sign_in(page, KIM)
    page.goto(HOME)
    pace = Pace(page)
    page.locator("a[data-seek]").click()
    pace.type(page.locator("#q"), "metrologie")
    page.keyboard.press("Enter")
    page.locator(FIRST, has_text="Aïssatou Barry").wait_for()
    assert pace.seconds <= 30


def test_results_come_as_one_types_and_the_address_follows(page, sign_in):
    sign_in(page, KIM)
    page.goto(f"{HOME}chercher/")
    pace = Pace(page)
    pace.type(page.locator("#q"), "thermom")
    page.locator(FIRST, has_text="Les thermomètres, encore").wait_for()
    assert pace.screens == []
    page.wait_for_url("**/chercher/?q=thermom*")
    page.locator("#q").fill("zzzzzzz")
    page.get_by_text("Rien trouvé.").wait_for()


def test_the_same_without_a_script(new_page, sign_in):
    page = new_page(javascript=False)
    sign_in(page, KIM)
    page.goto(f"{HOME}chercher/")
    page.locator("#q").fill("étalonage")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator(".hits > li")).not_to_have_count(0)
    page.goto(f"{HOME}chercher/juste-assez/")
    page.locator("#q").fill("Je dois mener mon premier audit debout")
    page.get_by_role("button", name="Trouver").click()
    for found, most in ((".hits > li", 3), (".people__name", 2)):
        page.locator(found).first.wait_for()
        assert page.locator(found).count() <= most


def test_what_is_said_is_found_a_moment_later(new_page, sign_in):
    page, word = new_page(), f"zinzolin{secrets.token_hex(4)}"
    sign_in(page, COORDINATOR)
    page.goto(f"{HOME}echanges/nouveau/")
    page.locator("form.box textarea").fill(f"Un mot neuf : {word}.")
    page.get_by_role("button", name="Je le dis").click()
    page.locator(".message").first.wait_for()

    def found() -> bool:
        page.goto(f"{HOME}chercher/?q={word}")
        return page.locator(".hits > li").count() > 0

    wait_for(found, f"« {word} » to be found")
    expect(page.locator(FIRST)).to_have_text(re.compile(r"\s*Un mot neuf"))


def test_already_done_comes_quietly_while_writing(page, sign_in):
    sign_in(page, KIM)
    page.goto(f"{HOME}echanges/appel/")
    page.locator("[name=title]").press_sequentially("Qui a déjà remplacé sa grille d’audit de 80 questions")
    page.locator(".already", has_text="Déjà fait").wait_for()
    assert page.locator(".already li").count() <= 3
    assert page.evaluate("document.activeElement.name") == "title"
