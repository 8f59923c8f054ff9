"""A whole codéveloppement in three browsers, and again with the server killed at each step."""

import pytest
from playwright.sync_api import expect

from terreau.demo import SLUG
from tests.browser.conftest import PATIENCE
from tests.browser.letters import wait_for
from tests.browser.looking import held_against
from tests.browser.walking import leave_by
from tests.server import Server

SESSIONS = f"/c/{SLUG}/rencontres/seances/"
STEPS = ["Accueil et choix", "Exposé", "Clarification", "Contrat", "Consultation", "Synthèse et plan", "Apprentissages"]
PLAN, SEED, CASE = "zqplan du client", "zqpiste gardée", "zqsituation confiée"
DRIVES, BRINGS, HELPS = "nadia@exemple.org", "ahmed@exemple.org", "louis@exemple.org"


class Three:
    """Who drives, who brings something, who helps: three browsers in one room."""

    def __init__(self, drives, brings, helps):
        self.drives, self.brings, self.helps = drives, brings, helps
        drives.goto(f"{SESSIONS}preparer/codeveloppement/")
        drives.get_by_role("button", name="la salle").click()
        drives.wait_for_url(lambda url: "preparer" not in url)
        self.address = drives.url
        for page in (brings, helps):
            page.goto(self.address)
            page.get_by_role("button", name="entre").click()
            page.locator(".live__self").wait_for()
        brings.get_by_role("button", name="Cliente, client").click()
        drives.locator(".live__people small", has_text="Cliente, client").first.wait_for()

    @property
    def pages(self):
        """All of them."""
        return (self.drives, self.brings, self.helps)

    def all_see(self, title: str) -> None:
        """Every screen stands on that step."""
        for page in self.pages:
            page.get_by_role("heading", level=1, name=title, exact=True).wait_for()

    def write(self, page, text: str, button="Je l’écris") -> None:
        """Type and send; it is there when the box is empty again."""
        page.locator("textarea[name=text]").fill(text)
        page.get_by_role("button", name=button).click()
        page.locator("[data-part=words]", has_text=text).wait_for()
        page.wait_for_function("() => document.querySelector('textarea[name=text]')?.value === ''")


def through(three: Three, at_each_step) -> None:
    """From the beginning to the review; what is private to one is looked for on every other screen at every step."""
    three.drives.locator("#act-begin").click()
    for number, title in enumerate(STEPS):
        three.all_see(title)
        if title == "Exposé":
            three.write(three.brings, CASE)
            three.helps.get_by_text(CASE).wait_for()
        elif title == "Clarification":
            three.write(three.helps, "Qui relit tes rapports ?")
            three.brings.get_by_text("Qui relit tes rapports ?").wait_for()
            three.write(three.helps, SEED, "C’est plutôt une idée")
        elif title == "Consultation":
            three.brings.get_by_text(SEED).wait_for()
        elif title == "Synthèse et plan":
            three.write(three.brings, PLAN)
        at_each_step(three, title)
        for page in (three.drives, three.helps):
            assert PLAN not in page.content()
        if number < STEPS.index("Consultation"):
            assert SEED not in three.brings.content() and SEED not in three.drives.content()
        three.drives.locator("#act-end" if title == STEPS[-1] else "#act-next").click()
    for page in three.pages:
        page.get_by_role("heading", level=1, name="La séance est terminée").wait_for()
        page.get_by_role("link", name="Le bilan, en 90 secondes").click()
        page.get_by_label("Ce que je retiens").wait_for()
        assert (PLAN in page.content()) == (page is three.brings)


@pytest.fixture
def three(new_page, sign_in):
    """Three people of the example, on three screens."""
    pages = [new_page(), new_page(width=390, height=800), new_page(scheme="dark")]
    for page, email in zip(pages, (DRIVES, BRINGS, HELPS), strict=True):
        sign_in(page, email)
    return Three(*pages)


def test_a_whole_codevelopment_and_nothing_is_held_against_any_screen(three, axe):
    troubles = []

    def look(three, title):
        for page in three.pages:
            troubles.extend(f"{title}: {trouble}" for trouble in held_against(page, axe))

    through(three, look)
    assert troubles == [], "\n".join(troubles)


def test_what_one_types_survives_the_step_of_the_others(three):
    three.drives.locator("#act-begin").click()
    three.all_see(STEPS[0])
    box = three.helps.locator("textarea[name=text]")
    box.press_sequentially("Depuis la dernière fois")
    three.brings.get_by_role("button", name="Demander la parole").click()
    three.helps.get_by_text("Demandes de parole").wait_for()
    expect(box).to_have_value("Depuis la dernière fois")
    expect(box).to_be_focused()
    three.drives.locator("#act-pause").click()
    three.helps.get_by_text("En pause").wait_for()
    expect(box).to_have_value("Depuis la dernière fois")


def test_it_is_driven_by_the_keyboard_alone_and_speaks_at_the_step_only(three):
    page = three.drives
    page.locator("#act-begin").focus()
    page.keyboard.press("Enter")
    three.all_see(STEPS[0])
    page.locator("#act-next").focus()
    page.keyboard.press("Enter")
    three.all_see(STEPS[1])
    expect(page.locator("#act-next")).to_be_focused()
    expect(three.helps.locator("[data-live-said]")).to_contain_text("Exposé")
    expect(three.helps.locator("[role=timer]")).to_have_attribute("aria-live", "off")


def test_a_screen_reader_is_told_the_step_and_nothing_of_pauses_and_minutes(three):
    page = three.helps
    three.drives.locator("#act-begin").click()
    three.all_see(STEPS[0])
    page.evaluate(
        """() => { window.told = []; new MutationObserver(() => told.push(document.querySelector("[data-live-said]")
        .textContent)).observe(document.querySelector("[data-live-said]"), { childList: true }); }"""
    )
    for act, shown in (("pause", "En pause"), ("resume", "encore"), ("add", "sur 17")):
        three.drives.locator(f"#act-{act}").click()
        page.locator("[role=timer]", has_text=shown).wait_for()
    three.drives.locator("#act-next").click()
    three.all_see(STEPS[1])
    three.drives.locator("#act-back").click()
    three.all_see(STEPS[0])
    told = page.evaluate("told")
    assert [words.partition(":")[0].strip() for words in told] == ["Étape 2 sur 7", "Étape 1 sur 7"], told


MOVES = """() => [...document.querySelectorAll("*")].flatMap((one) => [null, "::before", "::after"].flatMap((part) => {
  const style = getComputedStyle(one, part);
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
  const moves = lasts(style.transitionDuration) || style.animationName !== "none" && lasts(style.animationDuration);
  return moves || style.scrollBehavior === "smooth" ? [`${one.outerHTML.slice(0, 80)} ${part ?? ""}`] : [];
}))"""


def test_nothing_moves_for_who_asked_for_stillness(three, new_page, sign_in):
    def moving(page):
        return page.evaluate(MOVES) + page.evaluate("document.getAnimations().map((one) => String(one.effect.target))")

    lively = new_page(motion="no-preference")
    sign_in(lively, "samira@exemple.org")
    lively.goto(f"/c/{SLUG}/")
    assert moving(lively) != [], "this would find nothing where something moves"
    wall = three.drives.context.new_page()
    wall.goto(f"{three.address}salle/")
    for act in ("begin", "next", "pause", "resume", "next"):
        three.drives.locator(f"#act-{act}").click()
        three.drives.locator("#act-resume" if act == "pause" else "#act-pause").wait_for()
        for page in (*three.pages, wall):
            assert moving(page) == []
            assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")


SAID_WITHOUT = "zqsans script"


def plain(page, button: str) -> None:
    """One gesture, by its form: the page comes back as it is now."""
    leave_by(page.get_by_role("button", name=button, exact=True).first)


def test_a_whole_session_is_driven_and_lived_without_a_script(new_page, sign_in):
    drives, other = new_page(javascript=False), new_page(javascript=False, width=390, scheme="dark")
    sign_in(drives, DRIVES)
    sign_in(other, HELPS)
    drives.goto(f"{SESSIONS}preparer/incident/")
    leave_by(drives.get_by_role("button", name="la salle"))
    other.goto(drives.url)
    other.get_by_role("button", name="entre").click()
    assert 'http-equiv="refresh" content="20"' in other.content()
    plain(other, "Personne qui apporte le cas")
    for button in ("J’écoute aujourd’hui", "J’écoute aujourd’hui", "Demander la parole", "Passer mon tour"):
        plain(other, button)
    drives.goto(drives.url)
    plain(drives, "Commencer")
    for page, words in ((other, SAID_WITHOUT), (drives, f"{SAID_WITHOUT} aussi")):
        page.goto(f"{page.url.partition('?')[0]}?arret=1")
        assert "http-equiv" not in page.content()
        page.locator("textarea[name=text]").fill(words)
        plain(page, "Je l’écris")
        assert words in page.content()
    for button in ("Ajouter 2 minutes", "Pause", "Reprendre", "Passer à\u00a0: Récolte", "Revenir en arrière"):
        plain(drives, button)
    plain(drives, "Sauter à\u00a0: Choix")
    other.reload()
    expect(other.locator("h1")).to_have_text("Choix")
    drives.get_by_text("Terminer avant la fin").click()
    plain(drives, "Terminer la séance")
    other.reload()
    other.get_by_label("Ce que je retiens").fill("Écouter d’abord")
    with other.expect_navigation():
        other.get_by_role("button", name="Je garde cela").click()
    assert "C’est noté, pour vous." in other.content()


def test_without_a_script_every_gesture_is_a_form(new_page, three, sign_in):
    page = new_page(javascript=False)
    sign_in(page, "samira@exemple.org")
    page.goto(three.address)
    page.get_by_role("button", name="entre").click()
    assert 'http-equiv="refresh" content="20"' in page.content()
    three.drives.locator("#act-begin").click()
    three.all_see(STEPS[0])
    page.goto(f"{three.address}?arret=1")
    assert "http-equiv" not in page.content()
    page.locator("textarea[name=text]").fill("Sans script")
    page.get_by_role("button", name="Je l’écris").click()
    three.helps.get_by_text("Sans script").wait_for()


def test_again_with_the_server_killed_at_each_step(browser, tmp_path):
    (tmp_path / "data").mkdir()
    with Server(tmp_path / "data") as own:

        def come(email: str):
            page = browser.new_context(base_url=own.url, locale="fr-CA", timezone_id="America/Toronto").new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(own.terreau("sign_in_link", email))
            page.locator("main form button").first.click()
            page.wait_for_url(lambda url: "connexion" not in url)
            return page

        def kill(three, title):
            own.process.kill()
            own.process.wait()
            wait_for(lambda: not own.answers(), "the port to be free")
            own.start()
            if title == "Clarification":
                three.helps.reload()
                three.helps.get_by_text(SEED).wait_for()

        people = Three(*(come(email) for email in (DRIVES, BRINGS, HELPS)))
        through(people, kill)
        for page in people.pages:
            page.context.close()
