"""The course of a run, against a slow and simple account of it: whatever is done, screen, log and times agree."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from terreau.protocol import engine, words
from terreau.protocol.engine import Fact, State

THEN = datetime(2026, 11, 5, 17, 0, tzinfo=UTC)
GESTURES = sorted(engine.ACTS)


class Course(RuleBasedStateMachine):
    """Gestures at random, sent once or twice, seen fresh or stale; pauses of any length; reloads at any moment."""

    @initialize(minutes=st.lists(st.integers(1, 30), min_size=1, max_size=9))
    def begin(self, minutes):
        self.minutes, self.now = minutes, THEN
        self.log: list[Fact] = []
        self.held = engine.fresh(minutes)
        self.phase, self.step, self.clock = "ready", 0, [timedelta()] * len(minutes)
        self.planned, self.whole = list(minutes), timedelta()

    def sees(self) -> State:
        """What a screen that was just reloaded, or a server that was just restarted, finds."""
        return engine.fold(self.minutes, self.log)

    @rule(seconds=st.integers(0, 2_000))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        if self.phase == "running":
            self.clock[self.step] += timedelta(seconds=seconds)
            self.whole += timedelta(seconds=seconds)

    @rule(act=st.sampled_from(GESTURES), behind=st.integers(0, 2), back_to=st.integers(0, 8))
    def gesture(self, act, behind, back_to):
        """By somebody who saw the log as it was `behind` facts ago: late ones change nothing."""
        seen = len(self.log) - behind
        if seen != self.held.number or act not in engine.allowed(self.held):
            return
        value = {"step": back_to} if act == "again" else {"groups": [[1, 2, 3]]} if act == "group" else {}
        fact = Fact(act, self.now, value)
        self.log.append(fact)
        self.held = engine.follow(self.held, fact)
        self.account(act, value)

    def account(self, act, value):
        """The same, as one would note it by hand."""
        if act == "begin":
            self.phase = "running"
        elif act in ("next", "skip", "back"):
            self.step, self.phase = self.step + {"back": -1, "next": 1, "skip": 2}[act], "running"
        elif act == "again" and value["step"] <= self.step:
            for redone in range(value["step"], self.step + 1):
                self.clock[redone] = timedelta()
            self.step, self.phase = value["step"], "running"
        elif act == "add":
            self.planned[self.step] += 2
        elif act in ("pause", "resume"):
            self.phase = "paused" if act == "pause" else "running"
        elif act == "end":
            self.phase = "ended"
        elif act == "spread":
            self.spread()

    def late(self) -> timedelta:
        """The time that went by since it began, and what is still to come, beyond what was planned in all."""
        left = [timedelta(minutes=self.planned[step]) - self.clock[step] for step in range(self.step, len(self.clock))]
        whole = self.whole + sum((max(timedelta(), one) for one in left), timedelta())
        return max(timedelta(), whole - timedelta(minutes=sum(self.minutes)))

    def spread(self):
        """A minute from the longest, as many times as there are whole minutes of delay."""
        for _minute in range(int(self.late().total_seconds()) // 60):
            giving = [
                step
                for step in range(self.step + 1, len(self.planned))
                if self.planned[step] > (self.minutes[step] + 1) // 2
                and timedelta(minutes=self.planned[step] - 1) >= self.clock[step]
            ]
            if giving:
                self.planned[max(giving, key=lambda step: (self.planned[step], -step))] -= 1

    @invariant()
    def a_delay_is_told_whenever_it_came(self):
        if not hasattr(self, "log") or self.phase not in ("running", "paused"):
            return
        assert self.held.delay(self.now) == self.late()
        after = engine.follow(self.held, Fact("spread", self.now, {}))
        if not self.held.is_last:
            taken = timedelta(minutes=sum(self.held.planned) - sum(after.planned))
            assert after.delay(self.now) == self.late() - taken
            assert taken <= self.late()

    @invariant()
    def all_agree(self):
        if not hasattr(self, "log"):
            return
        found = self.sees()
        assert found == self.held
        assert (found.phase, found.step, found.number) == (self.phase, self.step, len(self.log))
        assert list(found.planned) == self.planned
        assert [found.elapsed(self.now, step) for step in range(len(self.clock))] == self.clock

    @invariant()
    def the_words_are_true_and_calm(self):
        if not hasattr(self, "log") or self.phase != "running":
            return
        left = timedelta(minutes=self.planned[self.step]) - self.clock[self.step]
        said = words.time_left(self.held, self.now)
        if left <= timedelta():
            assert said == "Temps prévu écoulé"
        else:
            assert str(-(-int(left.total_seconds()) // 60)) in said
            later = self.now + timedelta(seconds=words.until_next_word(self.held, self.now))
            assert words.time_left(self.held, later) != said

    @invariant()
    def nothing_is_cut_and_no_step_goes_below_a_minute(self):
        if hasattr(self, "log"):
            assert min(self.held.planned) >= 1
            assert 0 <= self.held.step < len(self.held.planned)


Course.TestCase.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestCourse = Course.TestCase


def driven(minutes, *acts) -> State:
    """The state after these (act, seconds later) pairs."""
    at, facts = THEN, []
    for act, later in acts:
        at += timedelta(seconds=later)
        facts.append(Fact(act, at, {}))
    return engine.fold(minutes, facts)


def test_a_delay_is_spread_over_the_steps_to_come_the_longest_first():
    state = driven([5, 10, 20, 1], ("begin", 0), ("spread", 5 * 60 + 259))
    assert state.planned == (5, 10, 16, 1)


def test_a_delay_longer_than_all_that_is_left_leaves_half_of_each():
    acts = ("begin", 0), ("spread", 5 * 60 + 3600)
    assert driven([5, 3, 10], *acts).planned == (5, 2, 5)
    assert driven([5, 3, 10], *acts, ("spread", 60)).planned == (5, 2, 5)  # nor less when it is asked again


def late(*acts, minutes=(10, 10, 20, 10), after=0) -> timedelta:
    """The delay this many minutes after the last of these (act, minutes later) pairs."""
    at, facts = THEN, []
    for act, later in acts:
        at += timedelta(minutes=later)
        facts.append(Fact(act, at, {"step": 0} if act == "again" else {}))
    return engine.fold(minutes, facts).delay(at + timedelta(minutes=after)) / timedelta(minutes=1)


def test_a_delay_is_not_forgotten_when_the_next_step_begins():
    overrun = ("begin", 0), ("next", 14)
    assert late(*overrun) == 4
    assert late(*overrun, after=10) == 4  # all through the next step
    assert late(*overrun, ("next", 10), after=20) == 4  # and the one after it
    state = driven([10, 10, 20, 10], ("begin", 0), ("next", 14 * 60), ("next", 600), ("spread", 60))
    assert state.planned == (10, 10, 20, 6)
    assert state.delay(THEN + timedelta(minutes=25)) == timedelta()


def test_what_gives_time_back_and_what_takes_it():
    assert late(("begin", 0), ("skip", 14), after=1) == 0  # the ten minutes of a step left out are given back
    assert late(("begin", 0), ("next", 4), ("next", 13)) == 0  # late on one, early on another
    assert late(("begin", 0), ("add", 1)) == 2
    assert late(("begin", 0), ("add", 10), ("next", 2), after=5) == 2
    assert late(("begin", 0), ("pause", 5), after=60) == 0  # a pause stops the clock
    assert late(("begin", 0), ("pause", 14), ("resume", 30), after=3) == 7
    assert late(("begin", 0), ("next", 10), ("back", 5)) == 0  # the step gone back from will go on where it was left
    assert late(("begin", 0), ("next", 10), ("back", 5), ("next", 3), after=5) == 3
    assert late(("begin", 0), ("next", 10), ("again", 5)) == 15  # done anew from its full time


def test_the_group_gives_back_what_it_agreed_to_and_no_more():
    acts = [("begin", 0, {}), ("spread", 14, {"minutes": 2}), ("next", 15, {})]
    facts = [Fact(act, THEN + timedelta(minutes=at), value) for act, at, value in acts]
    assert engine.fold([10, 10, 20], facts).planned == (10, 10, 18)


def test_a_step_gone_back_from_never_gives_what_it_has_lasted():
    state = driven([10, 10, 2], ("begin", 0), ("next", 60), ("back", 8 * 60), ("spread", 60 * 60))
    assert state.planned == (10, 8, 1)


def test_to_skip_is_to_leave_the_next_step_out():
    state = driven([5, 5, 5], ("begin", 0), ("skip", 60))
    assert (state.step, state.spent[1]) == (2, timedelta())
    assert driven([5, 5, 5], ("begin", 0), ("skip", 60), ("back", 60)).step == 1
    assert "skip" not in engine.allowed(driven([5, 5], ("begin", 0)))


def test_it_ends_when_what_is_left_of_each_step_has_gone_by():
    state = driven([10, 10, 5], ("begin", 0), ("next", 600), ("back", 240))
    assert state.ends_at(THEN + timedelta(minutes=14)) == THEN + timedelta(minutes=14 + 0 + 6 + 5)


def test_a_pause_takes_no_time():
    state = driven([5, 5], ("begin", 0), ("pause", 60), ("resume", 3600))
    assert state.elapsed(THEN + timedelta(seconds=3690)) == timedelta(seconds=90)


def test_what_means_nothing_changes_nothing():
    before = driven([5, 5], ("begin", 0), ("next", 10))
    for act in ("begin", "next", "skip", "spread", "resume"):
        after = engine.follow(before, Fact(act, THEN, {}))
        assert (after.step, after.phase, after.planned) == (before.step, before.phase, before.planned), act


def test_trios_and_tables_leave_nobody_alone():
    for count in range(2, 60):
        for make in (engine.trios, engine.tables):
            groups = make(list(range(count)))
            assert sorted([one for group in groups for one in group]) == list(range(count))
            assert min(map(len, groups)) >= 2
            sizes = sorted(map(len, groups), reverse=True)
            if make is engine.trios:
                assert [size for size in sizes if size != 3] in ([], [2], [2, 2])
            else:
                assert sizes[0] <= 6


def test_a_screen_reader_is_told_each_step_and_its_last_two_minutes_and_nothing_else():
    """Looked at every ten seconds, with a pause, two minutes more and time run out; told as the page tells it."""
    facts, told, said = [], [], ""
    course = {
        0: "begin",
        300: "pause",
        900: "resume",
        1150: "add",
        1900: "next",
        2000: "back",
        2200: "next",
        2300: "end",
    }
    for seconds in range(0, 2400, 10):
        at = THEN + timedelta(seconds=seconds)
        if seconds in course:
            facts.append(Fact(course[seconds], at, {}))
        key, text = words.announcement(engine.fold([10, 2], facts), at, "Pas")
        if not said.startswith(key):
            told.append(text.replace("\u00a0", " "))
            said = key
    one, two = "Étape 1 sur 2 : Pas.", "Étape 2 sur 2 : Pas."
    assert told == [one, "Encore deux minutes.", two, one, two, "La séance est terminée."]
