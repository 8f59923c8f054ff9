"""The story holds together, whatever the day it is told."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from terreau.demo.chapters.conversation import thanks_at
from terreau.demo.storyteller import PAGES, Story

from .pages import EVERY_DAY, NOW, may_take_part, messages, stay


@pytest.fixture(scope="module")
def story():
    return Story(now=NOW)


def test_everybody_it_speaks_of_exists_once(story):
    known = Counter(person["key"] for person in story.all("person"))
    named = {key for _thread, _place, said in messages(story) for key in (said["by"], *said.get("thanks", []))}
    named |= {offer["by"] for thread in story.all("thread") for offer in thread.get("offers", [])}
    named |= {hat["who"] for hat in story.all("hat")} | {hat["by"] for hat in story.all("hat")}
    named |= {
        key for circle in story.all("circle") for _at, *seats in circle["seats"] for key in (circle["by"], *seats)
    }
    named |= {who for welcome in story.all("welcome") for who in (welcome["who"], welcome["by"])}
    named |= {who for met in story.all("gathering") for who in (*met["facilitators"], *met.get("present", []))}
    named |= {said["by"] for kind in ("invitation", "culture") for said in story.all(kind)}
    assert named - set(known) == set()
    assert set(known.values()) == {1}
    assert 27 <= len(known) <= 31


def test_everybody_called_in_a_text_exists(story):
    for _thread, _place, said in messages(story):
        assert "@{" not in story.words(said["text"])


@pytest.mark.parametrize("now", EVERY_DAY)
def test_nothing_is_said_in_the_future_and_a_thread_goes_forward(now):
    story = Story(now=now)
    for thread in story.all("thread"):
        moments = [story.at(said["at"]) for said in thread["message"]]
        assert moments == sorted(set(moments)), thread["key"]
        assert moments[-1] < now, thread["key"]


@pytest.mark.parametrize("now", EVERY_DAY)
def test_nobody_writes_before_arriving_or_after_leaving_nor_where_they_do_not_sit(now):
    story = Story(now=now)
    wrong = [
        (thread["key"], place, said["by"])
        for thread, place, said in messages(story)
        if not may_take_part(story, said["by"], story.at(said["at"]), thread.get("circle", ""))
    ]
    assert wrong == []


def test_thanks_come_from_others_who_can_read_it_and_are_here(story):
    private = {circle["key"] for circle in story.all("circle") if circle.get("private")}
    wrong = []
    for thread, place, said in messages(story):
        givers, circle = said.get("thanks", []), thread.get("circle", "")
        assert len(givers) == len(set(givers)), (thread["key"], place)
        assert said["by"] not in givers, (thread["key"], place)
        for turn, giver in enumerate(givers):
            seat = circle if circle in private or story.written("person", giver).get("guest") else ""
            if not may_take_part(story, giver, thanks_at(story, thread, said, giver, turn), seat):
                wrong.append((thread["key"], place, giver))
    assert wrong == []


def test_who_is_at_a_gathering_is_a_member_that_day(story):
    held = [met for met in story.all("gathering") if "present" in met]
    for met in held:
        at = story.at(met["at"])
        assert [key for key in met["present"] if not stay(story, key)[0] < at <= stay(story, key)[1]] == [], met["key"]
        assert len(met["present"]) == len(set(met["present"])), met["key"]
        leading = {*met["facilitators"], *filter(None, [met.get("brought_by")])} if met["present"] else set()
        assert leading <= set(met["present"]), met["key"]


def test_gatherings_come_every_three_weeks_or_so_except_during_the_pauses(story):
    moments = [story.at(met["at"]) for met in story.all("gathering")]
    assert moments == sorted(moments)
    weeks = [(later - earlier).days // 7 for earlier, later in pairwise(moments)]
    assert Counter(gap <= 4 for gap in weeks)[True] >= 40
    assert sum(gap >= 9 for gap in weeks) == 4  # four pauses
    assert sum("cancelled" in met for met in story.all("gathering")) == 1
    assert len([at for at in moments if at > NOW]) == 3


def test_the_second_year_slumps_and_the_renewal_is_seen(story):
    moments = [story.at(said["at"]) for _thread, _place, said in messages(story)]

    def between(begin, end):
        return sum(story.at(begin) <= at < story.at(end) for at in moments)

    before, slump = between("w168 mon 00:00", "w142 mon 00:00"), between("w116 mon 00:00", "w90 mon 00:00")
    after = between("w90 mon 00:00", "w64 mon 00:00")
    assert (before, slump) == (44, 13)  # Paul counts them aloud in « Est-ce que ça vous sert encore ? »
    assert after >= 2 * slump
    sizes = {met["key"]: len(met["present"]) for met in story.all("gathering") if met.get("present")}
    assert sizes["r131"] > sizes["r114"] > sizes["r105"] > sizes["r92"] < sizes["r88"]


def test_there_is_enough_to_read_and_some_questions_stay_open(story):
    threads = story.all("thread")
    said = [message for _thread, _place, message in messages(story)]
    assert len(threads) >= 60
    assert len(said) >= 250
    assert sum(len(thread["message"]) == 1 for thread in threads) >= 4
    assert sum("circle" in thread for thread in threads) >= 7
    assert sum(message.get("lang") == "en" for message in said) >= 2
    assert sum("edited" in message for message in said) >= 1
    assert all(len(person.get("practice", "x")) <= 200 for person in story.all("person"))


@pytest.mark.parametrize("now", EVERY_DAY)
def test_one_call_of_three_stays_open_until_the_coming_friday(now):
    story = Story(now=now)
    calls = [thread for thread in story.all("thread") if "call_until" in thread]
    still = [call for call in calls if "settled" not in call]
    assert (len(calls), len(still)) == (3, 1)
    until = story.at(still[0]["call_until"])
    assert until.strftime("%a") == "Fri"
    assert timedelta() < until - now <= timedelta(days=7, hours=21)
    assert all(story.at(call["settled"]) <= story.at(call["call_until"]) for call in calls if "settled" in call)


def test_somebody_always_coordinates_and_hands_over_once(story):
    handover = story.the("handover")
    assert [hat for hat in story.all("hat") if hat["kind"] == "coordination"] == []
    assert (handover["giver"], handover["taker"]) == (story.the("community")["founded_by"], "nadia")
    assert stay(story, "helene")[1] > story.at(handover["accepted"]) > stay(story, "nadia")[0]


def test_every_page_is_short():
    assert {
        path.name: len(path.read_text().splitlines())
        for path in PAGES.glob("*.toml")
        if len(path.read_text().splitlines()) > 300
    } == {}
