"""A click is over when the page it leads to stands, so that what is read next is never what was still there.

A browser answers a click before it has left the page: a test that read at once read now the old page, now one half
arrived. A page with scripts says itself that it is being left (`LEAVING`); of one without, the click is judged before.
"""

import functools
from time import monotonic

LEAVING = """if (window === top) {
  window.leaving = false;
  const leave = (event, way) => {
    if (!event.defaultPrevented && way && !way.target && !way.download) window.leaving = true;
  };
  const elsewhere = link => link && link.href.split("#")[0] !== location.href.split("#")[0] && link;
  addEventListener("submit", event => leave(event, event.target));
  addEventListener("click", event => leave(event, elsewhere(event.target.closest?.("a[href]"))));
}"""
LEADS = """one => {
  if (typeof window.leaving === "boolean") return;
  const way = one.closest("a[href]:not([target], [download]), button, [type=submit]");
  window.leads = way && way.type !== "button" && (!way.form || way.form.checkValidity());
}"""
STANDS = "() => !window.leaving && !window.leads && document.readyState !== 'loading'"
AT_MOST = 5.0  # seconds: a button may also lead to a file, and then the page stays


def followed(act):
    """`Locator.click` or `Locator.press`, over once the page that it leads to can be read."""

    @functools.wraps(act)
    def act_and_follow(locator, *words, **options):
        locator.evaluate(LEADS)
        act(locator, *words, **options)
        until = monotonic() + AT_MOST
        while not locator.page.is_closed() and not _stands(locator.page) and monotonic() < until:
            locator.page.wait_for_timeout(20)

    return act_and_follow


def _stands(page) -> bool:
    from playwright.sync_api import Error

    try:
        return page.evaluate(STANDS)
    except Error:  # the page it was asked in is gone: the next one is arriving
        return False
