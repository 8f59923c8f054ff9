"""An archive is read message by message, whatever wrote it, and never whole in memory."""

import gzip
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.memory.arrivals import mbox

ENVELOPE = b"From jeanne@example.org Tue Mar  4 10:15:00 2014\n"
ONE = ENVELOPE + b"From: jeanne@example.org\nSubject: Un\n\nPremier.\n\n"
TWO = ENVELOPE + b"From: paul@example.org\nSubject: Deux\n\nSecond.\n\n"


def read(data: bytes, **options) -> tuple[list[mbox.RawMessage], list[tuple[str, int]]]:
    archive = mbox.Archive(io.BytesIO(data), **options)
    return list(archive), [(problem.kind, problem.line) for problem in archive.problems]


def subjects(data: bytes) -> list[bytes]:
    return [message.data.split(b"Subject: ")[1].split(b"\n")[0].strip() for message in read(data)[0]]


def test_two_messages_and_their_lines():
    messages, problems = read(ONE + TWO)
    assert [(message.number, message.line) for message in messages] == [(1, 1), (2, 7)]
    assert messages[0].data == b"From: jeanne@example.org\nSubject: Un\n\nPremier.\n\n"
    assert problems == []


@pytest.mark.parametrize(
    "envelope",
    [
        b"From jeanne@example.org  Mon Mar  3 10:11:12 2014",
        b"From jeanne at example.org  Mon Mar  3 10:11:12 2014",
        b"From - Mon Mar 03 10:11:12 2014",
        b"From 1234567890@xxx Mon Mar 03 10:11:12 +0000 2014",
        b"From jeanne@example.org Mon, 3 Mar 2014 10:11:12 +0100",
        b"From jeanne@example.org Mon Mar  3 10:11 EST 2014",
        b"From MAILER-DAEMON Mon Mar  3 10:11:12 2014 remote from relay",
    ],
)
def test_envelopes(envelope):
    assert subjects(ONE + envelope + b"\nFrom: a@b.ca\nSubject: Deux\n\nx\n") == [b"Un", b"Deux"]


def test_an_envelope_without_a_date_needs_a_known_header():
    assert subjects(ONE + b"From jeanne\nReceived: x\nSubject: Deux\n\nx\n") == [b"Un", b"Deux"]
    assert subjects(ONE + b"From Jeanne:\nListe: x\nSubject: Deux\n\nx\n") == [b"Un"]


def test_after_a_dated_envelope_and_a_blank_line_anything_is_a_message():
    messages, problems = read(ONE + ENVELOPE + b"une page coup\xe9e\n\nsuite\n\n" + TWO)
    assert [message.data.split(b"\n")[0] for message in messages][1] == b"une page coup\xe9e"
    assert (len(messages), problems) == (3, [])


def test_words_that_begin_with_from_are_no_new_message():
    body = b"From here on, at 10:30 in 2014, all is well.\nNote: yes.\n\nFrom Monday on\nnothing.\n"
    (message,), problems = read(ONE + body)
    assert message.data.endswith(body)
    assert problems == []


def test_a_missing_blank_line_between_messages():
    assert subjects(ONE.rstrip(b"\n") + b"\n" + TWO) == [b"Un", b"Deux"]


def test_escaped_lines_are_put_right():
    (message,), _ = read(ONE + b">From the start\n>>From a quote\n> From a reply\n")
    assert message.data.endswith(b"\nFrom the start\n>From a quote\n> From a reply\n")


def test_windows_ends_and_pipermail_without_envelopes():
    assert subjects((ONE + TWO).replace(b"\n", b"\r\n")) == [b"Un", b"Deux"]
    (message,), _ = read(b"From: a@b.ca\nSubject: Seul\n\nx\n")
    assert message.envelope == b""


def test_an_empty_message_between_two_envelopes_is_counted():
    messages, _ = read(ENVELOPE + b"\n" + ENVELOPE + b"From: a@b.ca\n\nx\n")
    assert [(message.number, message.data.strip()) for message in messages] == [(1, b""), (2, b"From: a@b.ca\n\nx")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "mbox-empty"),
        (b"\n \n\n", "mbox-empty"),
        (b"<html><body>Page introuvable", "mbox-not-mbox"),
        (b"Nom;Courriel;Langue\n", "mbox-not-mbox"),
        (b"Bonjour, voici l\xe2\x80\x99archive\n", "mbox-not-mbox"),
        (b"PK\x03\x04" + b"\0" * 60, "mbox-is-zip"),
        (b"!BDN" + b"\0" * 60, "mbox-is-outlook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 60, "mbox-is-outlook"),
    ],
)
def test_what_is_no_archive(data, kind):
    messages, problems = read(data)
    assert (messages, [kind for kind, _ in problems]) == ([], [kind])


def test_gzip_whatever_its_name(tmp_path):
    path = tmp_path / "archive.mbox"
    path.write_bytes(gzip.compress(ONE + TWO))
    with mbox.opened(path) as archive:
        assert len(list(archive)) == 2
    plain = tmp_path / "archive.gz"
    plain.write_bytes(ONE + TWO)
    with mbox.opened(plain) as archive:
        assert len(list(archive)) == 2


@pytest.mark.parametrize("damage", [lambda data: data[:-12], lambda data: data[:60] + b"\0" * 8 + data[68:]])
def test_a_broken_gzip_gives_what_came_before(tmp_path, damage):
    path = tmp_path / "archive.mbox.gz"
    noise = b"".join(b"%d\n" % (n * n) for n in range(3000))
    path.write_bytes(damage(gzip.compress(ONE + TWO + noise)))
    with mbox.opened(path) as archive:
        messages = list(archive)
        assert [problem.kind for problem in archive.problems] == ["mbox-gzip-broken"]
    assert len(messages) in (0, 1, 2)


def test_an_archive_that_swells_is_stopped(tmp_path):
    path = tmp_path / "bombe.gz"
    path.write_bytes(gzip.compress(ONE + b"a" * 5_000_000))
    with mbox.opened(path) as archive:
        archive.limit = 1_000_000
        assert len(list(archive)) == 1
        assert [problem.kind for problem in archive.problems] == ["mbox-too-big"]
        assert archive.bytes_read < 1_100_000


def test_a_message_larger_than_its_cap_is_cut(monkeypatch):
    monkeypatch.setattr(mbox, "MOST_OF_A_MESSAGE", 100_000)
    messages, _ = read(ONE + b"a" * 400_000 + b"\n\n" + TWO)
    assert [message.cut for message in messages] == [True, False]
    assert len(messages[0].data) <= 100_000


class Endless(io.RawIOBase):
    """Ten megabytes of mail, made as it is read."""

    def __init__(self):
        self.left, self.rest = 2_000, b""

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.rest and self.left:
            self.left -= 1
            self.rest = ENVELOPE + b"From: a@b.ca\n\n" + b"Un mot de plus.\n" * 300 + b"\n"
        taken, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_memory_does_not_follow_the_size():
    tracemalloc.start()
    count = sum(1 for _ in mbox.Archive(io.BufferedReader(Endless())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 1_000_000


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([b"From ", b"From: a@b.ca\n", b"\n", b">From x\n", ENVELOPE, b"mot\n", b"\r\n", b"\xff"]))
)
def test_no_line_is_lost(pieces):
    data = ONE + b"".join(pieces)
    messages, _ = read(data)
    kept = sum(len(message.data) + len(message.envelope) for message in messages)
    envelopes = sum(1 for message in messages if message.envelope)
    unescaped = data.count(b"\n>From ") * 4
    assert len(data) - 3 * envelopes - unescaped <= kept <= len(data)
