"""What every journey leans on: an act is over when what it leads to stands, and at once when it leads nowhere."""

import http.server
import threading
import time

import pytest

from tests.browser import following

SLOW = 0.4  # seconds before each answer
FIRST = """<!doctype html><title>First</title><h1>First</h1><p id="down">Down here</p>
<a href="/second">Elsewhere</a> <a href="#down">Lower</a> <a href="/second" target="_blank">Beside</a>
<a href="/file">A file</a> <a href="/file" download>A file to keep</a>
<form method="post" action="/second"><input name="word"><label><input type="checkbox" data-sends> Sends</label>
  <button>Send</button> <button type="button">Only a button</button></form>
<form method="post" action="/second"><input name="needed" required><button>Send nothing</button></form>
<form method="post" action="/second" data-stays><input><button>Ask</button></form> <button>Alone</button>
<details><summary>More</summary><p>Unfolded</p></details>
<script src="/first.js"></script>"""
SCRIPT = """document.querySelector("[data-sends]").addEventListener("change", event => event.target.form.requestSubmit());
document.querySelector("[data-stays]").addEventListener("submit", async event => {
  event.preventDefault();
  event.target.ariaBusy = "true";
  document.querySelector("h1").textContent = (await (await fetch("/said")).text());
  event.target.ariaBusy = null;
});"""
SECOND = """<!doctype html><title>Second</title><h1>Second</h1><button type="button">Act</button>
<script src="/second.js" defer></script>"""
LISTENS = "document.querySelector('button').onclick = () => { document.querySelector('h1').textContent = 'Acted'; };"
HTML = "text/html; charset=utf-8"
ANSWERS = {
    "/": (HTML, FIRST),
    "/second": (HTML, SECOND),
    "/first.js": ("text/javascript", SCRIPT),
    "/second.js": ("text/javascript", LISTENS),
    "/said": ("text/plain", "Answered"),
    "/file": ("application/octet-stream", "kept"),
}


class Slow(http.server.BaseHTTPRequestHandler):
    """Answers late, as a machine does that has something else to do."""

    def do_GET(self):
        time.sleep(SLOW)
        kind, body = ANSWERS.get(self.path, (HTML, ""))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self):
        time.sleep(SLOW)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(303)
        self.send_header("Location", self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format, *args):
        """Nobody reads it."""


@pytest.fixture(scope="module")
def slow():
    """The address of the small pages."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow) as held:
        threading.Thread(target=held.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{held.server_port}/"
        held.shutdown()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def first(request, browser, slow):
    """The first of the small pages, with scripts and without."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.scripts = request.param
    page.goto(slow)
    yield page
    context.close()


def title(page) -> str:
    """What stands at the head of the page, read at once."""
    return page.evaluate("document.querySelector('h1')?.textContent")


@pytest.mark.parametrize(("role", "name"), [("link", "Elsewhere"), ("button", "Send")])
def test_a_page_it_leads_to_stands_and_listens(first, role, name):
    first.get_by_role(role, name=name, exact=True).click()
    assert title(first) == "Second"
    first.get_by_role("button", name="Act").click()
    assert title(first) == ("Acted" if first.scripts else "Second")


@pytest.mark.parametrize(
    ("role", "name"),
    [("link", "Lower"), ("button", "Only a button"), ("button", "Send nothing"), ("button", "Alone")],
)
def test_what_leads_nowhere_is_over_at_once(first, role, name):
    first.get_by_role(role, name=name, exact=True).click()
    assert title(first) == "First"
    first.get_by_text("More").click()
    assert first.get_by_text("Unfolded").is_visible()


@pytest.mark.parametrize("name", ["A file", "A file to keep"])
def test_a_file_leaves_the_page_where_it_is(first, name):
    for _time in range(2):
        with first.expect_download() as arriving:
            first.get_by_role("link", name=name, exact=True).click()
        assert arriving.value.path().read_text() == "kept"
    assert title(first) == "First"
    first.get_by_role("link", name="Elsewhere").click()
    assert title(first) == "Second"


def test_what_opens_beside_leaves_the_page_where_it_is(first):
    with first.expect_popup() as opened:
        first.get_by_role("link", name="Beside").click()
    assert title(first) == "First"
    opened.value.locator("h1").wait_for()
    assert title(opened.value) == "Second"


@pytest.mark.parametrize("first", [True], indirect=True, ids=["scripts"])
def test_an_answer_in_the_page_a_choice_that_sends_and_the_keyboard_are_waited_for(first, slow):
    first.get_by_role("button", name="Ask").click()
    assert title(first) == "Answered"
    first.get_by_label("Sends").check()
    assert title(first) == "Second"
    first.goto(slow)
    first.locator("[name=word]").press("Enter")
    assert title(first) == "Second"
    first.goto(slow)
    first.locator("[name=word]").focus()
    first.keyboard.press("Enter")
    assert title(first) == "Second"


@pytest.mark.parametrize("first", [True], indirect=True, ids=["scripts"])
def test_what_never_ends_says_so(first, monkeypatch):
    monkeypatch.setattr(following, "PATIENCE", 0.2)
    first.evaluate("document.body.ariaBusy = 'true'")
    with pytest.raises(AssertionError, match="still leads nowhere"):
        first.get_by_text("More").click()
