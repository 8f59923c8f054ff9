"""Mails of several parts, of HTML, of files."""

import base64

from .case import USUAL, case

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"image").decode()


def parts(kind: str, *pieces: str, end: str = "\n--xx--\n", more: str = "") -> tuple[str, str]:
    """Headers and body of a multipart mail."""
    body = "".join(f"\n--xx\n{piece}" for piece in pieces) + end
    return f'{USUAL}\nMIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="xx"{more}', body


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nEn clair."
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>En <b>couleurs</b>.</p>"
IMAGE = ("Content-Type: image/png; name=\"vue.png\"\nContent-Disposition: attachment; filename=\"vue.png\"\n"
         f"Content-Transfer-Encoding: base64\n\n{PNG}")  # fmt: skip


def html(body: str) -> tuple[str, str]:
    return f"{USUAL}\nContent-Type: text/html; charset=utf-8", body


def names(letter_attachments: list) -> list[str]:
    return [attachment.name for attachment in letter_attachments]


def named(header: str) -> tuple[str, str]:
    return parts("mixed", PLAIN, f"Content-Type: application/pdf\nContent-Disposition: attachment; {header}\n\n%PDF-1")


CASES = [
    case("alternative", *parts("alternative", PLAIN, HTML), text="En clair.", attachments=[]),
    case("alternative the other way round", *parts("alternative", HTML, PLAIN), text="En clair."),
    case("alternative whose plain side is empty", *parts("alternative", "Content-Type: text/plain\n\n \n", HTML),
         text="En couleurs."),
    case("alternative in mixed, with a footer", *parts("mixed",
         "Content-Type: multipart/alternative; boundary=yy\n\n--yy\n" + PLAIN + "\n--yy\n" + HTML + "\n--yy--\n",
         "Content-Type: text/plain; charset=us-ascii\nContent-Disposition: inline\n\n______________\nListe de diffusion"),
         text="En clair.\n\n______________\nListe de diffusion"),
    case("mixed with an image", *parts("mixed", PLAIN, IMAGE), text="En clair.", files=["vue.png"]),
    case("never closed", *parts("mixed", PLAIN, IMAGE, end=""), text="En clair.", files=["vue.png"]),
    case("a boundary never used", *parts("mixed", end="\nUn mot tout seul.\n"), text="Un mot tout seul."),
    case("no boundary said", f"{USUAL}\nContent-Type: multipart/mixed", "Un mot.", text="Un mot.", files=[]),
    case("an empty boundary", f"{USUAL}\nContent-Type: multipart/mixed; boundary=\"\"", "Un mot.", text="Un mot."),
    case("the boundary of a part is the boundary of the whole", *parts("mixed",
         "Content-Type: multipart/mixed; boundary=xx\n\n--xx\n" + PLAIN), text="En clair."),
    case("only a file", *parts("mixed", IMAGE), "mbox-text-missing", text="", files=["vue.png"]),
    case("rfc 2231 name", *named("filename*=utf-8''%C3%A9t%C3%A9.pdf"), files=["été.pdf"]),
    case("rfc 2231 name in pieces", *named("filename*0*=iso-8859-1''%E9t;\n filename*1*=%E9; filename*2=.pdf"),
         files=["été.pdf"]),
    case("encoded word as a name", *named('filename="=?utf-8?q?=C3=A9t=C3=A9=2Epdf?="'), files=["été.pdf"]),
    case("a name that walks out", *named('filename="../../etc/passwd"'), files=["passwd"]),
    case("a windows path", *named('filename="C:\\\\docs\\\\plan.pdf"'), files=["plan.pdf"]),
    case("a name turned round", *named('filename="plan\u202efdp.exe"'), files=["planfdp.exe"]),
    case("a name of 300 letters", *named('filename="' + "é" * 300 + '.pdf"'), files=["é" * 116 + ".pdf"]),
    case("a nameless pdf", *parts("mixed", PLAIN, "Content-Type: application/pdf\n\n%PDF-1"), files=["piece-1.pdf"]),
    case("a signed mail", *parts("signed", PLAIN, "Content-Type: application/pgp-signature\n\n-----BEGIN PGP"),
         text="En clair.", files=[]),
    case("a mail in a mail", *parts("mixed", PLAIN, "Content-Type: message/rfc822\n\nFrom: Paul <p@example.org>\n"
         "Subject: =?utf-8?q?=C3=89t=C3=A9?=\n\nSes mots."),
         text="En clair.\n\n> From: Paul\n> Subject: Été\n>\n> Ses mots.", files=[]),
    case("a digest", *parts("digest", "\nFrom: a@x.ca\nSubject: un\n\nPremier.", "\nFrom: b@x.ca\nSubject: deux\n\nSecond."),
         text="> From: A\n> Subject: un\n>\n> Premier.\n\n> From: B\n> Subject: deux\n>\n> Second."),
    case("html", *html("<h1>Titre</h1><p>Un&nbsp;mot &amp; deux.</p><ul><li>a<li>b</ul>"),
         text="Titre\n\nUn\xa0mot & deux.\n\n- a\n- b"),
    case("html of outlook", *html("<html><head><style>p {color: red}</style></head><body><div>Un</div><div><br></div>"
         "<div>mot<script>alert('non')</script></div></body></html>"), text="Un\n\nmot"),
    case("html quote", *html("<p>Oui.</p><blockquote><p>Viendrez-vous ?</p><blockquote>Ensemble</blockquote></blockquote>"),
         text="Oui.\n\n> Viendrez-vous ?\n>\n> > Ensemble"),
    case("html links", *html('<a href="https://example.org/a">la page</a> <a href="https://example.org">example.org</a> '
         '<a href="javascript:alert(1)">ici</a>'), text="la page <https://example.org/a> example.org ici"),
    case("html that says its charset itself", f"{USUAL}\nContent-Type: text/html",
         '<meta charset="windows-1252"><p>été'.encode("cp1252"), text="été"),
    case("html of broken tags", *html("<p <b>un < deux & trois </p <i> <3 fin"), text="un < deux & trois\n\n<3 fin"),
    case("html comment never closed", *html("un<!-- deux"), text="un deux"),
    case("format flowed", f"{USUAL}\nContent-Type: text/plain; charset=utf-8; format=flowed",
         "Une longue \nphrase \nici.\n>> citée \n>> aussi\n-- \nJeanne", text="Une longue phrase ici.\n>> citée aussi\n-- \nJeanne"),
    case("format flowed, spaces deleted", f"{USUAL}\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
         "anti \nconstitution", text="anticonstitution"),
    case("a text file stays a file", *parts("mixed", PLAIN,
         "Content-Type: text/plain; name=notes.txt\nContent-Disposition: inline; filename=notes.txt\n\nDes notes."),
         text="En clair.", files=["notes.txt"]),
    case("a calendar", *parts("mixed", PLAIN, "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR"),
         text="En clair.", files=["piece-1.ics"]),
    case("a type that is none", f"{USUAL}\nContent-Type: n'importe quoi", "Un mot.", text="Un mot."),
    case("text alone", f"{USUAL}\nContent-Type: text", "Un mot.", text="Un mot."),
    case("an older way to begin a line", USUAL, "Un mot.\n.\nUn autre.\n\n", text="Un mot.\n.\nUn autre."),
    case("nothing but spaces", USUAL, " \n\t\n", "mbox-text-missing", text=""),
    case("NUL inside", USUAL, b"un\x00 mot\x0b.", text="un mot."),
    case("an emoji cut in two", USUAL, b"un \xf0\x9f\x98", text="un ðŸ˜"),
]  # fmt: skip
