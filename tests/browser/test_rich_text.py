"""Notes are written by people who know no markup: as they will be read, and kept as the same words as ever."""

import secrets

from playwright.sync_api import expect

from terreau.demo import SLUG
from terreau.ui import rich
from tests.browser.shapes import Seen, hostile_words, shaped_words, story_words
from tests.browser.test_answering import keeping
from tests.browser.test_practising import PASTES, PRACTICE
from tests.browser.test_weight import Weighing

AHMED = "ahmed@exemple.org"
AGAIN = "text => customElements.get('rich-text').again(text)"
PASTES_WORDS = """(page, [html, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  page.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
FROM_WORD = """<html><head><style>p { color: red }</style></head><body><h1>Titre<br>long</h1>
<p class="MsoNormal" style="margin:0"><b>Gras</b> <span style="color:red">rouge</span><o:p></o:p></p>
<p class="MsoListParagraph"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>un</p>
<p class="MsoListParagraph"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>deux</p>
<table><tr><td colspan="2"><p>A</p><p>B</p></td></tr><tr><td>c</td><td>d</td></tr></table>
<p><a href="javascript:alert(1)">x</a> <a href="https://exemple.org/">y</a><script>alert(2)</script></p></body></html>"""
WORDS_ALONE = (
    "# Titre long\n\n**Gras** rouge\n\n- un\n- deux\n\n| A B |  |\n|---|---|\n| c | d |\n\nx [y](https://exemple.org/)"
)


def new_note(page, sign_in) -> tuple:
    """(the page being written, the box that holds its words, its buttons): the main part of a new note, no draft in it."""
    sign_in(page, AHMED)
    page.goto(f"{PRACTICE}nouvelle/")
    token = page.locator("form.note-form [name=csrfmiddlewaretoken]").input_value()
    page.request.post(f"{PRACTICE}brouillon/body/", form={"text": "", "csrfmiddlewaretoken": token})
    page.reload()
    zone = page.get_by_role("textbox", name="Pas à pas")
    zone.click()
    return zone, page.locator("[name=body]"), page.get_by_role("toolbar", name="Mise en forme").last


def test_whatever_was_written_comes_back_the_same(new_page, sign_in):
    page = new_page()
    new_note(page, sign_in)
    as_told, rewritten = story_words(), 0
    assert len(as_told) > 300
    for text in map(rich.tidy, [*as_told, *shaped_words(), *hostile_words()]):
        try:
            before = rich.render(text, tables=True)
        except rich.TooRich:
            continue
        after = page.evaluate(AGAIN, text)
        if after is not None:  # else the box stays a box
            rewritten += 1
            assert Seen(rich.render(after, tables=True)).signs == Seen(before).signs, (text, after)
        assert after == text or text not in as_told
    assert rewritten > len(as_told) + len(shaped_words()) + len(hostile_words()) - 20


WRITTEN = """## Avant

Une **feuille** à 5 * 3.

- plier
- attendre

[exemple.org/a_b](https://exemple.org/a_b)

[image : atelier.png]

| Jour |  |
|---|---|
| lundi \\| mardi |  |"""


def write_by_buttons(page, zone, bar) -> None:
    """A heading, bold, a list, a link, a picture and a table, by the buttons and plain typing."""
    press, keys = lambda name: bar.get_by_role("button", name=name, exact=True).click(), page.keyboard
    press("Intertitre")
    keys.type("Avant\nUne ")
    press("Gras")
    expect(bar.get_by_role("button", name="Gras")).to_have_attribute("aria-pressed", "true")
    keys.type("feuille")
    press("Gras")
    keys.type(" à 5 * 3.\n")
    press("Liste à puces")
    keys.type("plier\nattendre\n\n")
    press("Lien")
    keys.type("exemple.org/a_b\n")
    zone.evaluate(PASTES)
    page.locator("[data-attached] [data-picture]").wait_for()
    page.locator("[data-attached] input[name^=alt_]").fill("La table")
    zone.get_by_role("img", name="La table").wait_for()
    zone.locator("p").last.click()
    press("Tableau")
    keys.type("Jour\nlundi | mardi")


def test_a_note_is_written_without_a_sign_of_markup(new_page, sign_in):
    page = new_page()
    zone, box, bar = new_note(page, sign_in)
    page.get_by_label("Titre", exact=True).fill(f"Sans signes {secrets.token_hex(3)}")
    zone.click()
    write_by_buttons(page, zone, bar)
    expect(box).to_have_value(WRITTEN)
    page.get_by_role("button", name="Garder cette fiche").last.click()
    page.locator(".note__head").wait_for()
    words = page.locator(".note__words")
    expect(words.get_by_role("img", name="La table")).to_have_count(1)
    assert words.locator("h3, strong, li, td").all_inner_texts()[:4] == ["Avant", "feuille", "plier", "attendre"]
    page.goto(f"{page.url.split('?')[0]}corriger/")
    zone = page.get_by_role("textbox", name="Pas à pas")
    expect(zone.locator(".rich-text__picture img")).to_have_count(1)
    expect(page.locator("[name=body]")).to_have_value(WRITTEN)
    zone.locator("h2").click()
    page.keyboard.press("End")
    page.keyboard.type(" tout")
    expect(page.locator("[name=body]")).to_have_value(WRITTEN.replace("## Avant", "## Avant tout"))


def test_a_point_goes_under_another_and_a_change_is_taken_back(new_page, sign_in):
    page = new_page()
    zone, box, bar = new_note(page, sign_in)
    named = {
        name: bar.get_by_role("button", name=name) for name in ("Mettre ce point", "Ramener", "Annuler", "Rétablir")
    }
    under, out, undo, again = named.values()
    for only_in_a_list in (under, out):
        expect(only_in_a_list).to_have_count(0)
    expect(undo).to_have_attribute("aria-disabled", "true")
    bar.get_by_role("button", name="Liste à puces").click()
    page.keyboard.type("plier\nattendre")
    under.click()
    expect(box).to_have_value("- plier\n  - attendre")
    page.wait_for_timeout(600)  # what is done within half a second is taken back together
    out.click()
    expect(box).to_have_value("- plier\n- attendre")
    undo.click()
    expect(box).to_have_value("- plier\n  - attendre")
    again.click()
    expect(box).to_have_value("- plier\n- attendre")
    assert zone.evaluate("zone => zone.contains(document.activeElement)")


def test_what_nobody_changed_keeps_every_letter(new_page, sign_in):
    page = new_page()
    _zone, box, _bar = new_note(page, sign_in)
    odd = "* un\n* deux\n\nTexte __gras__\nsuite  \nfin\n### T ###\n\n1) a\n2) b"
    page.get_by_role("button", name="Écrire avec les signes").last.click()
    box.fill(odd)
    page.get_by_role("button", name="Écrire avec la mise en forme").last.click()
    zone = page.get_by_role("textbox", name="Pas à pas")
    expect(box).to_have_value(odd)
    zone.locator("li").last.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    expect(box).to_have_value(odd.replace("1) a\n2) b", "1. a\n2. b!"))
    page.keyboard.press("Backspace")
    expect(box).to_have_value(odd)


def test_a_text_that_would_change_stays_in_its_box_and_says_so(new_page, sign_in):
    page = new_page()
    _zone, box, _bar = new_note(page, sign_in)
    page.get_by_role("button", name="Écrire avec les signes").last.click()
    box.fill("Un lien sans mots : [](https://exemple.org)")
    page.reload()  # who chose the signs finds them again
    expect(page.locator(".ProseMirror")).to_have_count(0)
    page.locator("[name=body]").fill("Un lien sans mots : [](https://exemple.org)")
    page.get_by_role("button", name="Écrire avec la mise en forme").first.click()
    expect(page.locator(".ProseMirror")).to_have_count(2)
    expect(page.get_by_text("Ce texte s’écrit avec les signes")).to_be_visible()
    expect(page.locator("[name=body]")).to_be_visible()
    expect(page.locator(".toolbar").last).to_be_visible()


def test_pasted_pages_lose_all_but_words_and_their_plain_shapes(new_page, sign_in):
    page = new_page()
    zone, box, _bar = new_note(page, sign_in)
    zone.evaluate(PASTES_WORDS, [FROM_WORD, ""])
    expect(box).to_have_value(WORDS_ALONE)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(box).to_have_value("")
    zone.evaluate(PASTES_WORDS, ["", "Un\ndeux\n\n- a\n- **b**"])
    expect(box).to_have_value("Un\ndeux\n\n- a\n- **b**")


def test_the_draft_comes_back_and_so_does_what_was_refused(new_page, sign_in):
    page = new_page()
    zone, _box, _bar = new_note(page, sign_in)
    mark = secrets.token_hex(3)
    with keeping(page, f"Gardé {mark}"):
        zone.press_sequentially(f"Gardé {mark}")
    page.get_by_text("Brouillon gardé.").wait_for()
    page.goto(f"{PRACTICE}nouvelle/")
    zone = page.get_by_role("textbox", name="Pas à pas")
    expect(zone).to_have_text(f"Gardé {mark}")
    page.get_by_label("Titre", exact=True).fill("Avec une image absente")
    zone.click()
    page.keyboard.press("End")
    page.keyboard.type(" [image : absente.png]")
    page.get_by_role("button", name="Garder cette fiche").last.click()
    page.get_by_text("Aucune image jointe ne s’appelle « absente.png »").wait_for()
    zone = page.get_by_role("textbox", name="Pas à pas")
    expect(page.locator("[name=body]")).to_have_value(f"Gardé {mark} [image : absente.png]")
    expect(zone).to_have_attribute("aria-invalid", "true")
    expect(zone.locator(".rich-text__picture")).to_have_text("absente.png")


def test_the_keyboard_walks_in_the_bar_and_leaves_the_page_by_tab(new_page, sign_in, axe):
    page = new_page(width=390)
    zone, _box, bar = new_note(page, sign_in)
    expect(zone).to_have_attribute("aria-multiline", "true")
    page.keyboard.press("Shift+Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("aria-label", "Gras")
    page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("aria-label", "Italique")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(focused).to_have_text("Écrire avec les signes")
    zone.click()
    bar.get_by_role("button", name="Tableau").click()
    bar.get_by_role("button", name="Ajouter une rangée").click()
    expect(zone.locator("tr")).to_have_count(3)
    bar.get_by_role("button", name="Lien", exact=True).click()
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, colours=True) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_only_pages_where_a_note_is_written_carry_the_editor(new_page, sign_in):
    page = new_page()
    sign_in(page, AHMED)
    carries = "document.querySelectorAll('script[src*=rich-text]').length"
    for address, many in ((PRACTICE, 0), (f"/c/{SLUG}/echanges/", 0), (f"{PRACTICE}nouvelle/", 1)):
        weighing = Weighing.of(page)
        page.goto(address, wait_until="networkidle")
        assert page.evaluate(carries) == many
    assert 0 < weighing.kib("Script") <= 135  # the rest came with the first page
