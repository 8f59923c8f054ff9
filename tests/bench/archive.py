"""What arriving costs: a mail archive of 100,000 messages, by the command a person would type."""

import os
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path
from random import Random

from . import texts
from .stage import ROOT, Stage, clean, say

MESSAGES = 100_000


def measure(_names: list[str]) -> dict[str, float]:
    """`mbox.messages_per_s`, `mbox.peak_mib`."""
    with tempfile.TemporaryDirectory() as folder:
        archive, data = Path(folder) / "archive.mbox", Path(folder) / "data"
        data.mkdir()
        write(archive, MESSAGES)
        made = Stage("sqlite", data, "", {})
        environment = {**clean(), **made.environment}
        _terreau(environment, "prepare", "--empty")
        who = ["--coordinator", "amina@example.org", "--coordinator-name", "Amina"]
        _terreau(environment, "community", "create", "archives", "--name", "Archives", *who)
        say(f"mbox: {MESSAGES:,} messages…")
        began = time.monotonic()
        peak = _terreau(environment, "import", "mbox", str(archive), "--community", "archives", "--yes")
        seconds = time.monotonic() - began
        if (arrived := made.inside("messages")) != MESSAGES:
            raise RuntimeError(f"{arrived} messages arrived of {MESSAGES}")
        return {"mbox.messages_per_s": MESSAGES / seconds, "mbox.peak_mib": peak}


def _terreau(environment: dict[str, str], *words: str) -> float:
    """Run a command; the most memory it held, in MiB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "terreau", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"terreau {' '.join(words)} failed")
    return usage.ru_maxrss / 1024


def write(path: Path, count: int) -> None:
    """An archive of so many messages: threads of one to a dozen, answers that quote, French accents."""
    chance = Random(20261122)
    known: list[tuple[str, str]] = []
    with path.open("wb") as file:
        for number in range(count):
            letter = _letter(chance, number, known)
            stamp = time.strftime("%a %b %d %H:%M:%S %Y", time.gmtime(1_450_000_000 + number * 3000))
            file.write(f"From {letter['From'].split('<')[1][:-1]} {stamp}\n".encode())
            file.write(bytes(letter).replace(b"\nFrom ", b"\n>From ") + b"\n\n")


def _letter(chance: Random, number: int, known: list[tuple[str, str]]) -> EmailMessage:
    letter = EmailMessage()
    who = chance.randrange(400)
    letter["From"] = f"{texts.FIRST[who % 18]} {texts.LAST[who % 17]} <personne{who}@exemple.org>"
    letter["Date"] = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(1_450_000_000 + number * 3000))
    letter["Message-ID"] = f"<{number}@exemple.org>"
    body = texts.message(chance)
    if known and chance.random() < 0.8:
        answered, subject = chance.choice(known[-40:])
        letter["In-Reply-To"] = letter["References"] = answered
        letter["Subject"] = subject if subject.startswith("Re:") else f"Re: {subject}"
        body += "\n\nLe 3 mars, on a écrit\u00a0:\n" + "".join(
            f"> {line}\n" for line in texts.message(chance).splitlines()
        )
    else:
        letter["Subject"] = texts.title(chance)
    letter.set_content(body)
    known.append((letter["Message-ID"], letter["Subject"]))
    del known[:-400]
    return letter


KINDS = [(("mbox",), measure)]
