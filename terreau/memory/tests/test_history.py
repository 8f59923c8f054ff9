"""A folder of history is read line by line, and each wrong line is said."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from terreau.memory.arrivals.history import EVENTS, HELP, TOUCHES, Event, Folder, Help, Touch
from terreau.memory.arrivals.problems import Problem

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEAD = "event_id,member,occurred_at,kind,weight,thread\n"


def folder(tmp_path: Path, **files: str) -> Folder:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return Folder.at(tmp_path, as_of=NOW, zone=ZoneInfo("America/Toronto"))


def test_a_whole_folder(tmp_path):
    read = folder(
        tmp_path,
        events=HEAD + "e1,m1,2020-01-09T12:09:00Z,attend,1,g0\n\ne2,m2,2020-01-10T09:00:00,post,2.5,\n",
        touches="event_id,item\ne2,note-1\n",
        help="thread,asker,helper,asked_at,answered_at\nt1,m1,m2,2020-01-10,2020-01-11\nt2,m1,,2020-02-01,\n",
    )
    assert list(read.events()) == [
        Event(2, "e1", "m1", datetime(2020, 1, 9, 12, 9, tzinfo=UTC), "attend", 1.0, "g0"),
        Event(4, "e2", "m2", datetime(2020, 1, 10, 14, 0, tzinfo=UTC), "post", 2.5, ""),
    ]
    assert list(read.touches()) == [Touch(2, "e2", "note-1")]
    answered, waiting = read.help()
    assert isinstance(answered, Help) and isinstance(waiting, Help)
    assert (answered.helper, waiting.helper, waiting.answered_at) == ("m2", "", None)


def test_only_events_are_needed(tmp_path):
    read = folder(tmp_path, events=HEAD + "e1,m1,2020-01-09T12:09:00Z,attend,1,\n")
    assert (len(list(read.events())), list(read.touches()), list(read.help())) == (1, [], [])
    (missing,) = folder(tmp_path / "nowhere").events()
    assert isinstance(missing, Problem) and missing.kind == "history-no-events"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("e1,m1", "history-cells"),
        ("e1,m1,2020-01-01,post,1,t,trop", "history-cells"),
        (",m1,2020-01-01,post,1,", "history-value-missing"),
        ("e1,,2020-01-01,post,1,", "history-value-missing"),
        ("e1,m1,,post,1,", "history-value-missing"),
        ("e1,m1,hier,post,1,", "history-date-unread"),
        ("e1,m1,2020-02-31,post,1,", "history-date-unread"),
        ("e1,m1,9999-12-31T23:59:59-12:00,post,1,", "history-date-unread"),
        ("e1,m1,2031-01-01,post,1,", "history-date-future"),
        ("e1,m1,2020-01-01,Écrire !,1,", "history-kind-odd"),
        (f"e1,{'m' * 81},2020-01-01,post,1,", "history-value-long"),
    ],
)
def test_lines_that_stay_out(tmp_path, line, kind):
    (problem,) = folder(tmp_path, events=HEAD + line + "\n").events()
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.line, problem.weight) == (kind, 2, "entry")
    assert "events.csv" in problem.what and problem.mend


def test_a_weight_that_is_no_number_counts_one(tmp_path):
    event, note = folder(tmp_path, events=HEAD + "e1,m1,2020-01-01,post,lourd,\n").events()
    assert isinstance(event, Event) and isinstance(note, Problem)
    assert (event.weight, note.kind, note.weight) == (1.0, "history-weight-odd", "note")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "history-file-empty"),
        ("\n\n", "history-file-empty"),
        ("event_id,member\ne1,m1\n", "history-column-missing"),
    ],
)
def test_files_that_stay_out(tmp_path, text, kind):
    (problem,) = folder(tmp_path, events=text).events()
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.weight) == (kind, "file")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("t1,m1,m1,2020-01-01,2020-01-02", "history-helped-oneself"),
        ("t1,m1,m2,2020-01-02,2020-01-01", "history-answer-before"),
        ("t1,,m2,2020-01-02,2020-01-03", "history-value-missing"),
    ],
)
def test_help_that_cannot_be(tmp_path, line, kind):
    (problem,) = folder(tmp_path, help="thread,asker,helper,asked_at,answered_at\n" + line + "\n").help()
    assert isinstance(problem, Problem) and problem.kind == kind


def test_semicolons_a_mark_and_other_columns(tmp_path):
    (tmp_path / EVENTS).write_bytes(
        b"\xef\xbb\xbfKIND;Member;lieu;event_id;occurred_at\nread;m1;Laval;e1;2020-01-01T00:00:00+02:00\n"
    )
    (event,) = Folder.at(tmp_path, as_of=NOW).events()
    assert isinstance(event, Event)
    assert (event.kind, event.occurred_at) == ("read", datetime(2019, 12, 31, 22, tzinfo=UTC))


def test_a_folder_in_place_of_a_file_is_said(tmp_path):
    (tmp_path / TOUCHES).mkdir()
    (problem,) = folder(tmp_path).touches()
    assert isinstance(problem, Problem) and problem.kind == "history-file-unreadable"
    assert HELP == "help.csv"


def test_the_kinds_are_counted(tmp_path):
    read = folder(
        tmp_path, events=HEAD + "".join(f"e{n},m1,2020-01-01,{'read' if n % 3 else 'post'},1,\n" for n in range(9))
    )
    assert Counter(event.kind for event in read.events() if isinstance(event, Event)) == {"read": 6, "post": 3}
