"""Public lists of hostile words in every field, in a real browser: without the policy, then without the sanitiser.

Either defence alone must be enough: nothing runs.
"""

import html
import http.server
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from terreau.demo import COORDINATOR, SLUG
from tests.browser.conftest import PATIENCE
from tests.browser.letters import wait_for
from tests.browser.walking import Walk
from tests.hostile.vectors import vectors
from tests.server import ROOT, Server

HOME = f"/c/{SLUG}/"
STARTS = ("/", HOME, "/moi/", f"{HOME}chercher/?q=script+alert", f"{HOME}communaute/", f"{HOME}rencontres/passees/")
LISTENS = """
try { window.ran = window.top.ran ??= []; } catch { window.ran = []; }  // frames say it to the page that holds them
try { window.top.begun = (window.top.begun ?? 0) + (location.href === "about:srcdoc"); } catch {}
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
A_FRAME, A_PAGE = 12, 40  # vectors together in one frame; frames together on one page
SWALLOWS = ("<textarea", "<plaintext", "<!--", "<title", "<style", "<noscript", "<xmp", "<template", "<select", "<math")
A_MOMENT = 150  # milliseconds for what waits for an error or a load


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


def context_of(browser, server, *others, **more):
    """A browser that says what ran, and calls no other server than these."""
    known = ("data:", "blob:", *(one.url for one in (server, *others)))
    context = browser.new_context(base_url=server.url, locale="fr-CA", **more)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTENS)
    context.route(lambda url: not url.startswith(known), lambda route: route.abort())
    return context


def test_with_the_sanitiser_alone_nothing_runs_in_any_field_of_any_page(browser, planted):
    context = context_of(browser, planted, bypass_csp=True)
    page = context.new_page()
    page.goto(planted.terreau("sign_in_link", COORDINATOR))
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "connexion" not in url)
    pages = Walk(page, *STARTS).pages
    assert "Internal Server Error" not in planted.log.read_text()
    assert len(pages) >= 100, sorted(pages)
    broken = {}
    for address in pages.values():
        page.goto(address, wait_until="domcontentloaded")
        if found := page.evaluate(INTRUDERS):
            broken[address] = found[:5]
    context.close()
    assert broken == {}


def test_with_the_policy_alone_nothing_runs_and_without_it_much_does(browser, planted):
    with Held.serving() as held:
        context = context_of(browser, planted, held)
        policy = context.new_page().goto("/connexion/").headers["content-security-policy"]
        pages = _pages()
        guarded = [one for some in pages for one in _ran(context, held, some, policy)]
        bare = [one for some in pages[::3] for one in _ran(context, held, some, None)]
        context.close()
    assert guarded == []
    assert len(bare) >= 50, "the vectors themselves no longer run: this test would not see anything"


def _pages() -> list[list[str]]:
    """All vectors: a dozen in a frame, forty frames on a page; whatever swallows what follows it stands alone."""
    swallowing = {one for one in vectors() if any(sign in one.lower() for sign in SWALLOWS)}
    others = [one for one in vectors() if one not in swallowing]
    frames = ["\n".join(f"<div>{one}</div>" for one in some) for some in batched(others, A_FRAME)]
    return [*batched(frames + sorted(swallowing), A_PAGE)]


def batched(things: list[str], most: int) -> list[list[str]]:
    """The same, so many at a time."""
    return [things[at : at + most] for at in range(0, len(things), most)]


def _ran(context, held: "Held", frames: list[str], policy: str | None) -> list[str]:
    """What ran in these frames, which have the policy of the page that holds them; nothing else is answered.

    Each has a page of its own: words that lead away would, late, take the next page with them.
    """
    begun = "<!doctype html><main>"
    held.page = "".join(f'<iframe srcdoc="{html.escape(begun + one)}"></iframe>' for one in frames)
    held.policy = policy
    page = context.new_page()
    page.goto(held.address, wait_until="domcontentloaded")
    wait_for(lambda: page.evaluate("window.begun ?? 0") >= len(frames), f"{len(frames)} frames to be read")
    page.wait_for_timeout(A_MOMENT)
    ran = page.evaluate("window.ran")
    page.close()
    return ran


class Held(http.server.ThreadingHTTPServer):
    """One address that answers the page of the moment; whatever else the words ask of it is not found."""

    page, policy = "", None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        return f"{self.url}/vecteurs/"

    @classmethod
    @contextmanager
    def serving(cls):
        """It answers until the block ends."""
        with cls(("127.0.0.1", 0), Answer) as held:
            threading.Thread(target=held.serve_forever, daemon=True).start()
            try:
                yield held
            finally:
                held.shutdown()


class Answer(http.server.BaseHTTPRequestHandler):
    """What is held, under its policy."""

    def do_GET(self):
        found = self.path == "/vecteurs/"
        body = f"<!doctype html>{self.server.page}".encode("utf-8", "replace") if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        """Thousands of them would hide what matters."""
