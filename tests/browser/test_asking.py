"""E2: whoever knows is not drained: the third request of a month is not sent, and the asker sees who else may know."""

import secrets

from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG

HOME = f"/c/{SLUG}/"
LOUIS = "louis@exemple.org"


def open_a_call(page) -> tuple[str, str]:
    """Somebody asks everybody, about audits; the address of the call and its question."""
    question = f"Qui a déjà mené un audit debout ({secrets.token_hex(3)})"
    page.goto(f"{HOME}echanges/appel/?question={question}")
    page.locator("[name=until]").first.check()
    page.get_by_role("button", name="Lancer l’appel").click()
    page.locator("section.call").wait_for()
    return page.url, question


def ask_louis(page) -> None:
    page.get_by_role("link", name="Demander à quelqu’un en particulier").click()
    page.get_by_role("heading", name="Demander à quelqu’un").wait_for()
    if page.get_by_role("button", name="Je demande à Louis").count():
        page.get_by_role("button", name="Je demande à Louis").click()
        return
    if not page.locator("#personne").is_visible():
        page.get_by_text("Quelqu’un d’autre").click()
    page.locator("#personne").select_option(label="Louis Arsenault")
    page.get_by_role("button", name="Je lui demande").click()


def test_the_third_request_of_a_month_is_not_sent(new_page, sign_in):
    louis, asker = new_page(), new_page()
    sign_in(louis, LOUIS)
    louis.goto("/moi/accords/")
    louis.get_by_label("Par mois, au plus").select_option("2")
    louis.get_by_role("button", name="Je fixe cette limite").click()
    louis.get_by_text("C’est noté.").wait_for()
    sign_in(asker, COORDINATOR)
    questions = []
    for _time in range(2):
        _url, question = open_a_call(asker)
        questions.append(question)
        ask_louis(asker)
        asker.get_by_text("C’est demandé à Louis Arsenault.").wait_for()
    _url, third = open_a_call(asker)
    ask_louis(asker)
    asker.get_by_text("rien n’est parti").wait_for()
    others = asker.locator("main .people__name")
    expect(others).not_to_have_count(0)
    assert "Louis Arsenault" not in others.all_text_contents()
    louis.goto(HOME)
    for said in (*questions, "vous demande"):
        expect(louis.locator("main")).to_contain_text(said)
    assert third not in louis.locator("main .question-foot").all_inner_texts()
