"""Public lists of hostile words in every field, in a real browser: without the policy, then without the sanitiser.

Either defence alone must be enough: nothing runs.
"""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from terreau.demo import COORDINATOR, SLUG
from tests.browser.conftest import PATIENCE
from tests.browser.walking import Walk
from tests.hostile.vectors import vectors
from tests.server import ROOT, Server

HOME = f"/c/{SLUG}/"
STARTS = ("/", HOME, "/moi/", f"{HOME}chercher/?q=script+alert", f"{HOME}communaute/", f"{HOME}rencontres/passees/")
LISTENS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = said => { window.ran.push(`${name}: ${said}`); return null; };
"""
INTRUDERS = r"""() => {
  const leads = ["href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"];
  const found = [...window.ran];
  for (const one of document.querySelectorAll("*")) for (const {name, value} of one.attributes) {
    if (name.startsWith("on")) found.push(`${one.tagName} ${name}`);
    if (leads.includes(name) && /^[\s\u0000-\u001f]*(javascript|vbscript|data:text)/i.test(value)) found.push(`${one.tagName} ${name}=${value}`);
    if (name === "style") found.push(`${one.tagName} style`);
  }
  for (const one of document.scripts) if (!one.src.startsWith(location.origin + "/static/") && one.type !== "application/json") found.push(`script ${one.src || one.text}`.slice(0, 80));
  for (const one of document.querySelectorAll("main :is(iframe, object, embed, svg script, base, meta, link, style, form[action^=http])")) found.push(one.outerHTML.slice(0, 80));
  return found;
}"""
A_GROUP = 12
SWALLOWS = ("<textarea", "<plaintext", "<!--", "<title", "<style", "<noscript", "<xmp", "<template", "<select", "<math")


@contextmanager
def ended(server):
    """The server, ended whatever happens."""
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A server whose every field of words holds hostile ones."""
    folder = tmp_path_factory.mktemp("planted") / "data"
    folder.mkdir()
    running = Server(folder)
    running.start(within=600)
    with ended(running):
        command = [sys.executable, "-m", "tests.hostile.plant"]
        done = subprocess.run(command, cwd=ROOT, env=running.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2_000:]
        fields, written = map(int, done.stdout.split())
        assert fields >= 60 and written >= 2_000, done.stdout
        yield running


def context_of(browser, server, **more):
    """A browser that says what ran, and calls no other machine."""
    context = browser.new_context(base_url=server.url, locale="fr-CA", **more)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTENS)
    context.route(lambda url: not url.startswith((server.url, "data:", "blob:")), lambda route: route.abort())
    return context


def test_with_the_sanitiser_alone_nothing_runs_in_any_field_of_any_page(browser, planted):
    context = context_of(browser, planted, bypass_csp=True)
    page = context.new_page()
    page.goto(planted.terreau("sign_in_link", COORDINATOR))
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "connexion" not in url)
    pages = Walk(page, *STARTS).pages
    assert len(pages) >= 60, sorted(pages)
    broken = {}
    for address in pages.values():
        page.goto(address)
        if found := page.evaluate(INTRUDERS):
            broken[address] = found[:5]
    context.close()
    assert broken == {}


def test_with_the_policy_alone_nothing_runs_and_without_it_much_does(browser, planted):
    context = context_of(browser, planted)
    page = context.new_page()
    policy = page.goto("/connexion/").headers["content-security-policy"]
    guarded = list(_ran(page, planted, policy))
    bare = list(_ran(page, planted, None))
    context.close()
    assert guarded == []
    assert len(bare) >= 100, "the vectors themselves no longer run: this test would not see anything"


def _groups() -> list[list[str]]:
    """A dozen on a page; whatever swallows what follows it stands alone."""
    alone = [[one] for one in vectors() if any(sign in one.lower() for sign in SWALLOWS)]
    others = [one for one in vectors() if not any(sign in one.lower() for sign in SWALLOWS)]
    return [others[at : at + A_GROUP] for at in range(0, len(others), A_GROUP)] + alone[:200]


def _ran(page, server, policy: str | None):
    """What ran of pages that hold the vectors as they are, under this policy."""
    shown = {}

    def answer(route):
        headers = {"Content-Type": "text/html; charset=utf-8"}
        headers |= {"Content-Security-Policy": policy} if policy else {}
        route.fulfill(body=shown["page"].encode("utf-8", "replace"), headers=headers)

    page.route("**/vecteurs/*", answer)
    for number, group in enumerate(_groups()):
        shown["page"] = "<!doctype html><main>" + "".join(f"<div>{one}</div>\n" for one in group)
        try:
            page.goto(f"{server.url}/vecteurs/{number}", wait_until="commit")
            page.wait_for_timeout(5)
            yield from page.evaluate("window.ran ?? []")
        except Exception as gone:  # a vector may lead elsewhere: nothing of it is reached, and nothing ran
            assert "Timeout" not in str(gone)
    page.unroute("**/vecteurs/*")
