"""E1: from a call to an answer; what is typed is never lost; the same without a script."""

import secrets
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs

from PIL import Image
from playwright.sync_api import expect

from terreau.demo import COORDINATOR, SLUG
from tests.browser.letters import wait_for
from tests.browser.pace import Pace
from tests.browser.walking import leave_by

HOME = f"/c/{SLUG}/"
TALK = f"{HOME}echanges/"
LOUIS, KIM, SAMIRA = "louis@exemple.org", "kim@exemple.org", "samira@exemple.org"
PASTE = """(box, bytes) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], "capture.jpg", { type: "image/jpeg" }));
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
}"""


def photograph() -> bytes:
    """A small picture that says who took it."""
    made, said = BytesIO(), Image.Exif()
    said[0x013B] = "zqphotographe"  # the artist
    Image.new("RGB", (640, 480), "darkgreen").save(made, "JPEG", exif=said)
    return made.getvalue()


def sentence(words: str) -> str:
    """Words that nobody said yet."""
    return f"{words} ({secrets.token_hex(3)})"


@contextmanager
def keeping(page, words: str):
    """Home has these very words when the block ends, not the first of them that a slow hand had typed."""

    def kept(answer) -> bool:
        sent = answer.request.post_data or ""
        return "/brouillon/" in answer.url and answer.status == 204 and parse_qs(sent).get("text", [""]) == [words]

    with page.expect_response(kept):
        yield


def open_a_call(page) -> str:
    """Somebody asks everybody; the address of the call."""
    page.goto(f"{TALK}appel/")
    page.locator("[name=title]").fill(sentence("Qui a déjà étalonné un thermomètre"))
    page.locator("[name=until]").first.check()
    page.get_by_role("button", name="Lancer l’appel").click()
    page.locator("section.call").wait_for()
    return page.url


def test_a_call_is_answered_in_two_screens(new_page, sign_in):
    asker, helper = new_page(), new_page(width=390)
    sign_in(asker, COORDINATOR)
    call = open_a_call(asker)
    sign_in(helper, LOUIS)
    pace, words = Pace(helper), sentence("Oui, avec de la glace pilée, je vous montre.")
    helper.goto(call)
    pace.type(helper.locator("form.box textarea"), words)
    helper.get_by_role("button", name="Je réponds").click()
    helper.locator(".message", has_text=words).wait_for()
    assert len(pace.screens) <= 2, pace.screens
    assert pace.seconds <= 60


def test_one_gesture_is_an_answer_too(new_page, sign_in):
    asker, helper = new_page(), new_page(width=390)
    sign_in(asker, COORDINATOR)
    call = open_a_call(asker)
    sign_in(helper, LOUIS)
    helper.goto(call)
    helper.get_by_role("button", name="Je peux aider").click()
    helper.locator("button[aria-pressed=true]", has_text="Je peux aider").wait_for()
    asker.reload()
    expect(asker.locator("section.call dl").get_by_text("Louis Arsenault")).to_have_count(1)


def test_what_is_typed_survives_a_reload_and_another_browser(new_page, sign_in):
    here, there = new_page(), new_page(width=390)
    for page in (here, there):
        sign_in(page, KIM)
    words = sentence("Chez nous, la pesée se fait à deux, et")
    here.goto(TALK)
    with keeping(here, words):
        here.locator("form.box textarea").press_sequentially(words)
    here.get_by_text("Brouillon gardé.").wait_for()
    here.reload()
    expect(here.locator("form.box textarea")).to_have_value(words)
    there.goto(TALK)
    expect(there.locator("form.box textarea")).to_have_value(words)
    there.get_by_role("button", name="Je le dis").click()
    there.locator(".message", has_text=words).wait_for()
    here.goto(TALK)
    expect(here.locator("form.box textarea"), "a draft outlives its message").to_have_value("")


def test_without_a_network_what_is_typed_stays_on_this_device(new_page, sign_in):
    page = new_page(width=390)
    sign_in(page, KIM)
    page.goto(TALK)
    words = sentence("Dans le sous-sol, sans réseau")
    page.context.set_offline(True)
    page.get_by_text("Le réseau est coupé.").wait_for()
    box = page.locator("form.box textarea")
    box.press_sequentially(words)
    page.get_by_text("Brouillon gardé sur cet appareil.").wait_for()
    wait_for(lambda: box.evaluate("box => !box.draftTimer && !box.keeping"), "the last try to keep it at home")
    page.context.set_offline(False)
    with keeping(page, words):
        page.reload()
    expect(box).to_have_value(words)
    with keeping(page, ""):
        box.fill("")
        box.blur()


def test_a_pasted_picture_arrives_without_what_it_knew(new_page, sign_in):
    page = new_page()
    sign_in(page, LOUIS)
    page.goto(TALK)
    words = sentence("Voici l’étiquette.")
    box = page.locator("form.box textarea")
    box.fill(words)
    box.evaluate(PASTE, list(photograph()))
    page.locator("[data-attached] li").wait_for()
    page.get_by_label("Ce que montre l’image").fill("Une étiquette verte")
    page.get_by_role("button", name="Je le dis").click()
    said = page.locator(".message", has_text=words)
    said.wait_for()
    shown = said.locator("img")
    expect(shown).to_have_attribute("alt", "Une étiquette verte")
    wait_for(lambda: shown.evaluate("image => image.complete && image.naturalWidth > 0"), "the picture")
    whole = page.request.get(said.locator(".attachments a").get_attribute("href")).body()
    assert b"zqphotographe" not in whole
    kept = Image.open(BytesIO(whole))
    assert kept.size == (640, 480) and not kept.getexif()


def test_the_same_without_a_script(new_page, sign_in):
    page = new_page(width=390, javascript=False)
    sign_in(page, SAMIRA)
    first, second = sentence("Une question sur le papier."), sentence("Et la réponse, de mémoire.")
    page.goto(TALK)
    page.locator("form.box textarea").fill(first)
    page.get_by_role("button", name="Je le dis").click()
    expect(page.locator(".message", has_text=first)).to_have_count(1)
    thread = page.url.split("?")[0].split("#")[0]
    page.locator("form.box textarea").fill(second)
    page.get_by_role("button", name="Je réponds").click()
    expect(page.locator(".message", has_text=second)).to_have_count(1)
    other = new_page(width=390, javascript=False)
    sign_in(other, LOUIS)
    other.goto(thread)
    leave_by(other.locator(".message", has_text=second).get_by_role("button", name="Ça m’a aidé"))
    other.goto(thread)
    helped = other.locator(".message", has_text=second).locator("button[aria-pressed=true]")
    expect(helped).to_have_count(1)


def test_a_circle_is_joined_and_left_without_a_script(new_page, sign_in):
    page = new_page(width=390, javascript=False)
    sign_in(page, "fatou@exemple.org")
    page.goto(f"{HOME}communaute/cercles/")
    page.get_by_role("link", name="Audits internes autrement").first.click()
    circle = page.url
    leave_by(page.locator("form[action$='/entrer/'] button"))
    page.goto(circle)
    assert page.locator("main").get_by_text("Fatou Diallo").count() >= 1
    leave_by(page.locator("form[action$='/quitter/'] button"))
    page.goto(circle)
    expect(page.locator("form[action$='/entrer/'] button")).to_have_count(1)
