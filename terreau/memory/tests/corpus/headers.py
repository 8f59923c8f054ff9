"""Mails whose headers are missing, forged, munged or strange."""

from datetime import UTC, datetime

from .case import DATE, FROM, ID, USUAL, Case, case

NOON = datetime(2014, 3, 4, 17, 0, tzinfo=UTC)


def dated(written: str) -> str:
    return f"{FROM}\nDate: {written}\n{ID}\nSubject: Bonjour"


def by(author: str, more: str = "") -> str:
    return f"From: {author}\n{DATE}\n{ID}\nSubject: Bonjour{more}"


LIST = "\nList-Id: La liste <liste.example.net>\nList-Post: <mailto:liste@example.net>\nTo: liste@example.net"

CASES = [
    case("usual", USUAL, name="Jeanne Roy", address="jeanne@example.org", subject="Bonjour", message_id="un@example.org",
         sent_at=datetime(2014, 3, 4, 15, 15, tzinfo=UTC), text="Un mot.", cited=(), attachments=[]),
    case("a zone in letters", dated("Tue, 4 Mar 2014 12:00:00 EST"), sent_at=NOON),
    case("a zone and its comment", dated("Tue, 04 Mar 2014 12:00:00 -0500 (Heure normale de l’Est)"), sent_at=NOON),
    case("no zone", dated("Tue, 4 Mar 2014 17:00:00"), sent_at=NOON),
    case("an unknown zone", dated("Tue, 4 Mar 2014 17:00:00 -0000"), sent_at=NOON),
    case("an impossible zone", dated("Tue, 4 Mar 2014 17:00:00 +9900"), sent_at=NOON),
    case("a year in two digits", dated("4 Mar 14 17:00:00 GMT"), sent_at=NOON),
    case("second sixty", dated("Tue, 4 Mar 2014 17:00:60 +0000"), sent_at=NOON.replace(second=59)),
    case("french month", dated("mar. 4 mars 2014 12:00:00 -0500"), sent_at=NOON),
    case("iso date", dated("2014-03-04T12:00:00-0500"), sent_at=NOON),
    case("no date", f"{FROM}\n{ID}\nSubject: Bonjour", "mot", "mbox-date-missing", sent_at=None),
    case("no date but a relay's stamp", f"{FROM}\n{ID}\nSubject: Bonjour\n"
         "Received: from a by b; Tue, 4 Mar 2014 12:00:00 -0500", "mot", "mbox-date-missing", sent_at=NOON),
    case("a date to come", dated("Tue, 4 Mar 2041 12:00:00 -0500"), "mot", "mbox-date-odd", sent_at=None),
    case("a date before mail", dated("Thu, 1 Jan 1970 00:00:00 +0000"), "mot", "mbox-date-odd", sent_at=None),
    case("a date that is none", dated("hier soir"), "mot", "mbox-date-odd", sent_at=None),
    case("a date of huge numbers", dated("99 Mar 99999999999 99:99:99 +99999999"), "mot", "mbox-date-odd", sent_at=None),
    case("no author", f"{DATE}\n{ID}\nSubject: Bonjour", "mot", "mbox-author-missing", name="", address=""),
    case("sender alone", f"Sender: jeanne.roy@example.org\n{DATE}\n{ID}", address="jeanne.roy@example.org",
         name="Jeanne Roy", subject=""),
    case("address alone", by("jeanne.roy@Example.ORG"), address="jeanne.roy@example.org", name="Jeanne Roy"),
    case("name in a comment", by("jeanne@example.org (Jeanne Roy)"), address="jeanne@example.org", name="Jeanne Roy"),
    case("the address as the name", by('"jeanne.roy@example.org" <jeanne.roy@example.org>'), name="Jeanne Roy"),
    case("family name first", by('"Roy, Jeanne" <jeanne@example.org>'), name="Jeanne Roy"),
    case("family name first, and a service", by('"Roy, Jeanne (Qualité)" <j@example.org>'), name="Jeanne Roy (Qualité)"),
    case("a name of an Exchange server", by("/O=CHU/OU=EXCH/CN=RECIPIENTS/CN=JROY"), name="JROY", address=""),
    case("undisclosed recipients", by("undisclosed-recipients:;"), "mot", "mbox-author-missing", name="", address=""),
    case("two authors", by("Jeanne <jeanne@example.org>, Paul <paul@example.org>"), address="jeanne@example.org"),
    case("a name and no address", by("Jeanne Roy"), name="Jeanne Roy", address=""),
    case("broken brackets", by("Jeanne Roy <jeanne@example.org"), address="jeanne@example.org"),
    case("an author forged in an encoded word",
         by("=?utf-8?q?Paul_=3Cpaul=40example=2Eorg=3E?= <jeanne@example.org>"), address="jeanne@example.org",
         name="Paul <>".removesuffix(" <>")),
    case("pipermail", by("jeanne at example.org (Jeanne Roy)"), address="jeanne@example.org", name="Jeanne Roy"),
    case("masked with brackets", by("Jeanne Roy <jeanne [at] example [point] org>"), address="jeanne@example.org"),
    case("via the list, answer to", by("Jeanne Roy via Liste <liste@example.net>",
         f"{LIST}\nReply-To: Jeanne Roy <jeanne@example.org>"), address="jeanne@example.org", name="Jeanne Roy"),
    case("via the list, original from", by("'Jeanne Roy' via Liste <liste@example.net>",
         f"{LIST}\nX-Original-From: Jeanne Roy <jeanne@example.org>"), address="jeanne@example.org", name="Jeanne Roy"),
    case("via the list, nothing else", by("Jeanne Roy via Liste <liste@example.net>", LIST), "mot",
         "mbox-author-hidden", address="", name="Jeanne Roy"),
    case("via the list, answer to somebody else", by("Jeanne Roy via Liste <liste@example.net>",
         f"{LIST}\nReply-To: Paul Blanc <paul@example.org>"), "mot", "mbox-author-hidden", address="", name="Jeanne Roy"),
    case("a via that is no list", by("Jeanne via Rail <jeanne@example.org>", "\nReply-To: Paul <paul@example.org>"),
         address="jeanne@example.org", name="Jeanne via Rail"),
    case("answer to is never the author", by("Jeanne Roy <jeanne@example.org>", "\nReply-To: paul@example.org"),
         address="jeanne@example.org"),
    case("no identifier", f"{FROM}\n{DATE}\nSubject: Bonjour", "mot", "mbox-id-missing", message_id=""),
    case("an empty identifier", f"{FROM}\n{DATE}\nMessage-ID: <>\nSubject: x", "mot", "mbox-id-missing", message_id=""),
    case("an identifier without brackets", f"{FROM}\n{DATE}\nMessage-ID: un@example.org\nSubject: x",
         message_id="un@example.org"),
    case("an identifier with a space", f"{FROM}\n{DATE}\nMessage-ID: <un deux>\nSubject: x", "mot", "mbox-id-missing",
         message_id=""),
    case("references on several lines", f"{USUAL}\nReferences: <a@x>\n\t<b@x>\n <c@x>\nIn-Reply-To: <c@x>",
         cited=("a@x", "b@x", "c@x")),
    case("in reply to, in words", f"{USUAL}\nIn-Reply-To: Message de \"Paul\" <paul@example.org> du mardi <m1@x>",
         cited=("m1@x",)),
    case("in reply to the list itself", f"{USUAL}\nTo: <liste@example.net>\nIn-Reply-To: <liste@example.net>", cited=()),
    case("it cites itself", f"{USUAL}\nReferences: <un@example.org>", cited=()),
    case("no header at all", "", "Un mot sans rien.", "mbox-author-missing", "mbox-date-missing", "mbox-id-missing",
         text="Un mot sans rien.", subject=""),
    case("no blank line", f"{USUAL}\nUn mot qui commence sans attendre", "la suite",
         text="Un mot qui commence sans attendre\n\nla suite"),
    case("headers alone", USUAL, "", "mbox-text-missing", text=""),
    case("archived-at", f"{USUAL}\nArchived-At: <https://listes.example.net/2014/0042.html>",
         old_address="https://listes.example.net/2014/0042.html"),
    case("an archive that would run", f"{USUAL}\nArchived-At: <javascript:alert(1)>", old_address=""),
    case("list id", f"{USUAL}\nList-Id: La liste <qualite.example.net>", list_tag="qualite"),
    Case("mac line ends", USUAL.replace("\n", "\r").encode() + b"\r\rUn mot.",
         {"subject": "Bonjour", "text": "Un mot."}),
    case("windows line ends", USUAL.replace("\n", "\r\n").encode() + b"\r\n\r\nUn\r\nmot.", "", text="Un\nmot."),
    case("a subject of controls", f"{FROM}\n{DATE}\n{ID}\nSubject: un\x00\x07\tdeux\u202e\u2028trois", "mot",
         subject="un deux\u202e trois"),
]  # fmt: skip
