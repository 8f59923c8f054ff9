"""Messages find their conversation: by what they cite, else by their subject within a season."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.memory.arrivals import subjects
from terreau.memory.arrivals.threading import Entry, mark_of, threads_of

DAY = 86_400


def entry(name: str, *cited: str, subject: str = "", day: float = 0) -> Entry:
    return Entry(
        mark_of(name),
        tuple(mark_of(one) for one in cited),
        mark_of(subjects.key(subject)),
        subjects.is_reply(subject),
        int(day * DAY),
    )


def test_by_what_they_cite():
    assert threads_of([entry("a"), entry("b", "a"), entry("c", "a", "b"), entry("d")]) == [0, 0, 0, 3]


def test_through_a_message_that_is_missing():
    assert threads_of([entry("a", "lost"), entry("b", "lost"), entry("c", "a")]) == [0, 0, 0]


def test_citing_in_a_circle():
    assert threads_of([entry("a", "c"), entry("b", "a"), entry("c", "b"), entry("d", "d")]) == [0, 0, 0, 3]


def test_by_subject_when_nothing_is_cited():
    said = [entry("a", subject="Réunion"), entry("b", subject="RE : réunion", day=2), entry("c", subject="Re: Reunion")]
    assert threads_of(said) == [0, 0, 0]


def test_a_subject_said_anew_is_another_conversation():
    assert threads_of([entry("a", subject="Bonjour"), entry("b", subject="Bonjour", day=5)]) == [0, 1]


def test_bonjour_does_not_make_one_giant_thread():
    said = [entry(f"m{n}", subject="Re: Bonjour" if n % 10 else "Bonjour", day=n * 13) for n in range(300)]
    sizes = [threads_of(said).count(root) for root in set(threads_of(said))]
    assert max(sizes) <= 10


def test_a_season_later_the_answer_stands_alone():
    assert threads_of([entry("a", subject="Bilan"), entry("b", subject="Re: Bilan", day=200)]) == [0, 1]


def test_clocks_that_differ():
    assert threads_of([entry("b", subject="Re: Bilan"), entry("a", subject="Bilan", day=0.5)]) == [0, 0]
    assert threads_of([entry("b", subject="Re: Bilan"), entry("a", subject="Bilan", day=9)]) == [0, 1]


def test_no_subject_joins_nothing():
    assert threads_of([entry("a", subject=""), entry("b", subject="Re: ")]) == [0, 1]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), st.integers(-1, 3), st.booleans()),
        max_size=40,
    )
)
def test_every_message_has_one_thread_and_citing_joins(raw):
    entries = [
        Entry(mark + 1, tuple(one + 1 for one in cited), subject + 1, reply, at * DAY)
        for at, (mark, cited, subject, reply) in enumerate(raw)
    ]
    roots = threads_of(entries)
    assert len(roots) == len(entries)
    assert all(roots[root] == root <= index for index, root in enumerate(roots))
    by_mark = {}
    for entry_, root in zip(entries, roots, strict=True):
        by_mark.setdefault(entry_.mark, root)
    for entry_, root in zip(entries, roots, strict=True):
        assert all(by_mark[cited] == root for cited in entry_.cited if cited in by_mark)


def test_a_hundred_thousand_are_quick_and_small():
    chance = random.Random(7)
    entries = [
        Entry(n + 1, (chance.randrange(max(1, n - 50), n + 1),) if n % 6 else (), n % 1000, n % 3 > 0, n * 600)
        for n in range(100_000)
    ]
    assert len(set(threads_of(entries))) > 100


@pytest.mark.parametrize(
    ("written", "key", "title", "reply"),
    [
        ("Réunion", "reunion", "Réunion", False),
        ("Re: Réunion", "reunion", "Réunion", True),
        ("RE : RÉUNION", "reunion", "RÉUNION", True),
        ("TR : Fwd: Réunion", "reunion", "Réunion", True),
        ("Rép. : Réunion", "reunion", "Réunion", True),
        ("Rép : Réf. : Réunion", "reunion", "Réunion", True),
        ("AW: WG: Réunion", "reunion", "Réunion", True),
        ("Re[2]: Réunion", "reunion", "Réunion", True),
        ("Re(3): Réunion", "reunion", "Réunion", True),
        ("Re^2: Réunion", "reunion", "Réunion", True),
        ("RE\u00a0: Réunion", "reunion", "Réunion", True),
        ("[qualite] Réunion", "reunion", "Réunion", False),
        ("Re: [qualite] Réunion", "reunion", "Réunion", True),
        ("[qualite] Re: [Urgent] Réunion", "reunion", "[Urgent] Réunion", True),
        ("RE: [EXTERNE] TR : [Ext] Réunion", "reunion", "Réunion", True),
        ("Réunion (était : Bilan)", "reunion", "Réunion (était : Bilan)", False),
        ("Réfléchir ensemble", "reflechir ensemble", "Réfléchir ensemble", False),
        ("Retour : le bilan", "retour : le bilan", "Retour : le bilan", False),
        ("R : la statistique", "r : la statistique", "R : la statistique", False),
        ("Re:", "", "Re:", True),
        ("", "", "", False),
        ("[qualite]", "", "[qualite]", False),
    ],
)
def test_subjects(written, key, title, reply):
    assert subjects.key(written) == key
    assert subjects.title(written, frozenset(["qualite"])) == title
    assert subjects.is_reply(written) is reply


def test_the_tags_of_a_subject():
    assert subjects.tags("[a] Re: [b] Réunion [c]") == ["a", "b"]
