"""A series joined once, one of its dates declined, and both seen in the calendar one already has; calendars' pages."""

from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import expect

from terreau.demo import COORDINATOR
from terreau.gathering.tests.calendars import dates
from tests.browser.pace import Pace
from tests.browser.test_access_for_all import MEMBER
from tests.browser.test_meeting import MEETINGS, titled


def call_a_series(page, title: str, first: date) -> str:
    """Call a weekly series from the form; its address."""
    page.goto(f"{MEETINGS}nouvelle/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=day]").fill(f"{first}")
    page.locator("[name=hour]").fill("12:15")
    page.locator("[name=rhythm]").select_option("weekly")
    page.get_by_text("Le reste, comme la dernière fois").click()
    page.locator("[name=kind]").select_option("plenary")
    page.locator("[name=capacity]").fill("")  # where places are counted, each date is answered by itself
    page.get_by_role("button", name="J’appelle").click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    return page.url


def calendar_of(page, name: str) -> str:
    """Ask for the address of one of one's calendars; what its address answers to a calendar program."""
    page.goto("/moi/")
    page.get_by_role("navigation", name="Ce qui me concerne").get_by_role("link", name="Calendriers").click()
    one = page.locator("main li", has=page.get_by_role("heading", name=name, exact=True))
    if one.locator("input[readonly]").count() == 0:
        one.get_by_role("button", name="Obtenir l’adresse").click()
        one.locator("input[readonly]").wait_for()
    return "/" + one.locator("input[readonly]").input_value().split("/", 3)[3]


def held(page, address: str, title: str, first: date) -> list[date]:
    """The days on which a calendar program shows this gathering, in the six weeks from its first date."""
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    found = dates(answer.body(), begin - timedelta(days=1), begin + timedelta(weeks=6))
    return [when.date() for when, called in found if title in called]


def test_a_series_is_joined_once_one_date_declined_and_the_calendar_shows_both(new_page, sign_in):
    first, title = date.today() + timedelta(days=8), titled("Le pain du mardi")
    weeks = [first + timedelta(weeks=n) for n in range(6)]
    host, page = new_page(), new_page(width=390)
    sign_in(host, COORDINATOR)
    series = call_a_series(host, title, first)
    sign_in(page, MEMBER)
    mine = calendar_of(page, "Mes rencontres")
    assert held(page, mine, title, first) == []
    page.goto(MEETINGS)
    pace = Pace(page)
    page.get_by_role("link", name=title).last.click()  # under « Le rythme », the series itself
    page.get_by_role("button", name="Je viens").click()
    page.get_by_role("button", name="Défaire").wait_for()
    assert held(page, mine, title, first) == weeks
    page.locator(".dates .date__title a").nth(1).click()
    page.get_by_label("Pas cette fois").check()
    page.get_by_text("Personne ne voit cette réponse.").wait_for()
    assert len(pace.screens) <= 2, pace.screens
    assert held(page, mine, title, first) == [weeks[0], *weeks[2:]]
    page.goto(series)
    expect(page.get_by_text("pas cette fois", exact=True)).to_have_count(1)
    host.goto(page.url.removesuffix("/") + "/")
    expect(host.locator(".dates")).not_to_contain_text("Kim")


def test_a_calendar_program_that_has_it_already_is_told_so_and_an_address_taken_back_opens_nothing(page, sign_in):
    sign_in(page, COORDINATOR)
    address = calendar_of(page, "Mes rencontres")
    etag = page.request.get(address).headers["etag"]
    assert page.request.get(address, headers={"If-None-Match": etag}).status == 304
    one = page.locator("main li", has=page.locator(f"input[value$='{address}']"))
    one.get_by_role("button", name="Changer d’adresse").click()
    page.locator(f"input[value$='{address}']").wait_for(state="detached")
    assert page.request.get(address).status == 404
    newer = calendar_of(page, "Mes rencontres")
    assert page.request.get(newer).status == 200
    page.locator("main li", has=page.locator(f"input[value$='{newer}']")).get_by_role(
        "button", name="La reprendre"
    ).click()
    page.locator(f"input[value$='{newer}']").wait_for(state="detached")
    assert page.request.get(newer).status == 404
