"""What nobody meant the community to read stays outside, and is listed; everything else comes in."""

from datetime import UTC, datetime

import pytest

from terreau.memory.arrivals.letter import Letter, read_letter
from terreau.memory.arrivals.mbox import RawMessage
from terreau.memory.arrivals.problems import Problem, Weight

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def read(header: str) -> Letter | Problem:
    base = {"From": "Jeanne <jeanne@example.org>", "Date": "3 Apr 2023 10:11:12 -0400", "Subject": "Farines"}
    name, _, value = header.partition(": ")
    mail = "".join(f"{key}: {said}\n" for key, said in (base | {name: value}).items())
    return read_letter(RawMessage(1, 7, b"", f"{mail}\nUn mot.\n".encode()), as_of=NOW)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("X-Mozilla-Status: 0009", "mbox-thrown-away"),
        ("X-Gmail-Labels: =?UTF-8?Q?Corbeille,Bo=C3=AEte?=", "mbox-thrown-away"),
        ("X-Gmail-Labels: Important,Trash", "mbox-thrown-away"),
        ("X-Gmail-Labels: Brouillons", "mbox-draft"),
        ("X-Gmail-Labels: Spam,Unread", "mbox-unwanted"),
        ("X-Spam-Flag: YES", "mbox-unwanted"),
        ("From: MAILER-DAEMON@example.org (Mail Delivery System)", "mbox-bounced"),
        ('From: "Mail Delivery Subsystem" <mailer-daemon@example.org>', "mbox-bounced"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", "mbox-bounced"),
        ("Auto-Submitted: auto-replied (vacation)", "mbox-automatic"),
        ("X-Autoreply: yes", "mbox-automatic"),
        ("Precedence: auto_reply", "mbox-automatic"),
        ("Subject: Réponse automatique : Farines", "mbox-automatic"),
        ("Subject: [four] Automatic reply: Farines", "mbox-automatic"),
        ("Subject: Absence du bureau", "mbox-automatic"),
    ],
)
def test_it_stays_outside_and_is_said(header, kind):
    said = read(header)
    assert isinstance(said, Problem)
    assert (said.kind, said.line, said.weight) == (kind, 7, Weight.ENTRY)
    assert "%(" not in said.what + said.mend


@pytest.mark.parametrize(
    "header",
    [
        "X-Mozilla-Status: 0001",
        "X-Mozilla-Status: 1013",
        "X-Mozilla-Status: zz",
        "X-Gmail-Labels: Boîte de réception,Spam des fêtes",
        "X-Spam-Flag: NO",
        "Auto-Submitted: no",
        "Auto-Submitted: auto-generated",
        "Precedence: list",
        "From: Le maître de poste <postmaster@example.org>",
        "Subject: Re: Réponse automatique : Farines",
        "Subject: Absence du bureau de liaison",
        "Subject: Réponse automatique ou humaine ?",
    ],
)
def test_what_somebody_wrote_comes_in(header):
    assert isinstance(read(header), Letter)
