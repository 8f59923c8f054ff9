"""An act of a journey is over when what it leads to stands, so that what is read next is never what was still there.

A browser answers a click before it has left the page: a test that read at once read now the old page, now one half
arrived, whose scripts did not listen yet. A page with scripts says itself that it is being left (`LEAVING`); of one
without, the act is judged before (`LEADS`). What a page asks without leaving it is over when the answer is in the page.
"""

import functools
from collections.abc import Callable
from time import monotonic

from tests.server import PATIENCE

ACTS = "click dblclick tap press press_sequentially check uncheck set_checked select_option set_input_files".split()
KEYS = ("press", "type")

LEAVING = """if (window === top) {
  window.leaving = false;
  const leave = (event, way) => {
    if (!event.defaultPrevented && way && !way.target && !way.download) window.leaving = true;
  };
  const elsewhere = link => link && link.href.split("#")[0] !== location.href.split("#")[0] && link;
  addEventListener("submit", event => leave(event, event.submitter?.formTarget ? null : event.target));
  addEventListener("click", event => leave(event, elsewhere(event.target.closest?.("a[href]"))));
  window.navigation?.addEventListener("navigate", event => {  // a script sends a form, or reloads
    if (!event.destination.sameDocument && event.downloadRequest === null) window.leaving = true;
  });
}"""
LEADS = """one => {
  if (typeof window.leaving === "boolean") return;
  const elsewhere = link => link.href.split("#")[0] !== location.href.split("#")[0];
  const link = one.closest("a[href]:not([target], [download])");
  const button = one.closest("button, [type=submit]");
  const sends = button?.form && button.type === "submit" && !button.formTarget && !button.form.target;
  window.leads = link ? elsewhere(link) : Boolean(sends && (button.form.noValidate || button.form.checkValidity()));
}"""
STANDS = """() => !window.leaving && !window.leads && document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, [aria-busy=true]")
  && ![...document.querySelectorAll("textarea")].some(box => box.keeping)"""  # a draft on its way holds its form back
STAYS = "() => { window.leaving = window.leads = typeof window.leaving === 'boolean' ? false : undefined; }"


def follow_every_act(patch) -> None:
    """From now on, each act of a locator or of the keyboard waits, and each page says when it is left."""
    from playwright.sync_api import Browser, Keyboard, Locator, Page

    for act in ACTS:
        patch.setattr(Locator, act, followed(getattr(Locator, act), lambda locator: locator.page))
    for act in KEYS:
        patch.setattr(Keyboard, act, followed(getattr(Keyboard, act), lambda keyboard: keyboard.page))
    patch.setattr(Page, "keyboard", property(_keyboard_of(Page.keyboard.fget)))
    patch.setattr(Browser, "new_context", _says_when_left(Browser.new_context))


def followed(act, page_of: Callable):
    """The act, over once what it leads to can be read: a page, an answer in this one, or a file that arrives."""

    @functools.wraps(act)
    def act_and_follow(actor, *words, **options):
        page, files = page_of(actor), []

        def came(file):
            files.append(file)

        page.on("download", came)
        try:
            if hasattr(actor, "evaluate"):
                actor.evaluate(LEADS)
            done = act(actor, *words, **options)
            _follow(page, files)
        finally:
            page.remove_listener("download", came)
        return done

    return act_and_follow


def _follow(page, files: list) -> None:
    until = monotonic() + PATIENCE
    while not page.is_closed() and not _stands(page):
        if files:
            page.evaluate(STAYS)
        assert monotonic() < until, f"what was done in {page.url} still leads nowhere after {PATIENCE:.0f} s"
        page.wait_for_timeout(20)


def _stands(page) -> bool:
    from playwright.sync_api import Error

    try:
        return page.evaluate(STANDS)
    except Error:  # the page it was asked in is gone: the next one is arriving
        return False


def _keyboard_of(given: Callable):
    """A keyboard that knows its page."""

    def keyboard(page):
        found = given(page)
        found.page = page
        return found

    return keyboard


def _says_when_left(new_context: Callable):
    @functools.wraps(new_context)
    def made(browser, **options):
        context = new_context(browser, **options)
        context.add_init_script(LEAVING)
        return context

    return made
