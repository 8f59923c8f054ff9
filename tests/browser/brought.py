"""What a coordinator brings along: a list of members, years of a mailing list, a history. All of it invented here."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

FIRST = datetime(2022, 9, 6, 13, 30, tzinfo=UTC)
PEOPLE = [
    ("Agathe Loiselle", "agathe"),
    ("Bertrand Kaboré", "bertrand"),
    ("Cécile Oum", "cecile"),
    ("Damien Roussel", "damien"),
    ("Élodie Paquet", "elodie"),
    ("François Nadeau", "francois"),
    ("Germaine Tessier", "germaine"),
    ("Habib Sow", "habib"),
    ("Irma Castonguay", "irma"),
    ("Joël Pronovost", "joel"),
]
SUBJECTS = ["Le miel qui durcit", "Ruches et voisins", "Hivernage au sec", "Étiquettes à refaire", "Une reine perdue"]
HOST = "ruches.example.org"


def address(short: str) -> str:
    """Where this person writes from."""
    return f"{short}@{HOST}"


def members_csv() -> bytes:
    """As a spreadsheet saves it here: semicolons, cp1252, one address that is none, one line twice."""
    rows = ["Nom;Courriel;Organisation;Membre depuis"]
    rows += [f"{name};{address(short)};Rucher {n};2022-09-{n + 1:02d}" for n, (name, short) in enumerate(PEOPLE)]
    rows += [
        "Sans Adresse;pas une adresse;Rucher 12;2023-01-01",
        f"Agathe Loiselle;{address('agathe')};Rucher 0;2022-09-01",
    ]
    return "\r\n".join(rows).encode("cp1252")


def _letter(number: int, thread: int, rank: int) -> EmailMessage:
    """The `rank`-th message of a thread: a question, then answers that quote it."""
    name, short = PEOPLE[(thread + rank * 3) % len(PEOPLE)]
    subject = f"{SUBJECTS[thread % len(SUBJECTS)]} ({thread + 1})"
    letter = EmailMessage()
    letter["From"] = f"{name} <{address(short)}>"
    letter["To"] = f"Liste du rucher <liste@{HOST}>"
    letter["Subject"] = f"RE : [rucher] {subject}" if rank else f"[rucher] {subject}"
    letter["Date"] = format_datetime(FIRST + timedelta(days=thread * 26, hours=rank * 5))
    letter["Message-ID"] = f"<{thread}.{rank}@{HOST}>"
    if rank:
        letter["In-Reply-To"] = letter["References"] = f"<{thread}.0@{HOST}>"
    quoted = "\n\nLe 6 septembre, quelqu’un a écrit :\n> Chez vous, c’est pareil ?" if rank else ""
    letter.set_content(
        f"Message {number} : chez nous, les hausses sont pleines.{quoted}\n", charset="utf-8", cte="8bit"
    )
    return letter


def archive(threads: int = 56, answers: int = 3) -> bytes:
    """Four years of a mailing list as one mbox: `threads` questions, each with its answers."""
    letters = [(thread, rank) for thread in range(threads) for rank in range(answers + 1)]
    parts = []
    for number, (thread, rank) in enumerate(letters, 1):
        parts.append(
            f"From liste@{HOST} Tue Sep  6 13:30:00 2022\n".encode() + _letter(number, thread, rank).as_bytes()
        )
    return b"\n".join(parts) + b"\n"


def history(folder: Path, people: int = 9, months: int = 36) -> Path:
    """A folder of participation told under pseudonyms: who met, month after month, and who helped whom."""
    folder.mkdir(parents=True, exist_ok=True)
    events, helps = ["event_id,member,occurred_at,kind,weight,thread"], ["thread,asker,helper,asked_at,answered_at"]
    for month in range(months):
        at = FIRST + timedelta(days=month * 30)
        for person in range(min(people, 4 + month // 4)):
            moment = f"{at + timedelta(minutes=person):%Y-%m-%dT%H:%M:%SZ}"
            events.append(f"e{month:03d}{person},m{person:011x},{moment},attend,1,g{month}")
        answered = at + timedelta(days=1)
        helps.append(f"g{month},m{0:011x},m{1:011x},{at:%Y-%m-%dT%H:%M:%SZ},{answered:%Y-%m-%dT%H:%M:%SZ}")
    (folder / "events.csv").write_text("\n".join(events) + "\n", encoding="utf-8")
    (folder / "help.csv").write_text("\n".join(helps) + "\n", encoding="utf-8")
    (folder / "touches.csv").write_text("event_id,item\ne0000,note-001\ne0010,note-001\n", encoding="utf-8")
    return folder
