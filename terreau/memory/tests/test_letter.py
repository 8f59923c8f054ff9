"""Every odd mail of the corpus becomes the letter it should be."""

from datetime import UTC, datetime

import pytest

from terreau.memory.arrivals.letter import Letter, read_letter
from terreau.memory.arrivals.mbox import RawMessage

from .corpus import CASES

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def read(data: bytes, envelope: bytes = b"") -> Letter:
    letter = read_letter(RawMessage(1, 1, envelope, data), as_of=NOW)
    assert isinstance(letter, Letter), letter
    return letter


def test_the_corpus_is_rich():
    assert len(CASES) >= 120
    assert len({case.label for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_odd_mail(case):
    letter = read(case.data)
    fields = dict(case.fields)
    if (files := fields.pop("files", None)) is not None:
        assert [attachment.name for attachment in letter.attachments] == files
    assert {problem.kind for problem in letter.problems} == case.problems
    for name, value in fields.items():
        assert getattr(letter, name) == value, name
    for problem in letter.problems:
        assert problem.what and problem.mend and "%(" not in problem.what + problem.mend
