"""Mails whose letters come from somewhere else than they say."""

import base64
import codecs

from .case import DATE, FROM, ID, USUAL, case

ETE = "L’été à Québec, ça réchauffe."
QP = ETE.encode().hex("=").upper()


def typed(charset: str, extra: str = "") -> str:
    return f"{USUAL}\nContent-Type: text/plain; charset={charset}{extra}"


CASES = [
    case("utf-8 said", typed("utf-8"), ETE, text=ETE),
    case("utf-8 not said", USUAL, ETE, text=ETE),
    case("latin-1", typed("ISO-8859-1"), "été à Québec".encode("latin-1"), text="été à Québec"),
    case("latin-1 that is really cp1252", typed("iso-8859-1"), ETE.encode("cp1252"), text=ETE),
    case("cp1252 in quotes", typed('"Windows-1252"'), ETE.encode("cp1252"), text=ETE),
    case("us-ascii with accents", typed("us-ascii"), "été".encode("cp1252"), "mbox-charset-guessed", text="été"),
    case("us-ascii with utf-8", typed("US-ASCII"), ETE, text=ETE),
    case("utf-8 said, cp1252 written", typed("utf-8"), ETE.encode("cp1252"), "mbox-charset-guessed", text=ETE),
    case("koi8-r", typed("koi8-r"), "Привет, Жанна".encode("koi8-r"), text="Привет, Жанна"),
    case("gb2312 with a gbk letter", typed("gb2312"), "你好 鎔".encode("gbk"), text="你好 鎔"),
    case("big5", typed("Big5"), "早安".encode("big5"), text="早安"),
    case("iso-2022-jp", typed("ISO-2022-JP"), "こんにちは".encode("iso-2022-jp"), text="こんにちは"),
    case("shift_jis with a vendor letter", typed("Shift_JIS"), "①番".encode("cp932"), text="①番"),
    case("euc-kr", typed("ks_c_5601-1987"), "안녕".encode("cp949"), text="안녕"),
    case("utf-7", typed("utf-7"), "été".encode("utf-7"), text="été"),
    case("unicode-1-1-utf-7", typed("unicode-1-1-utf-7"), "été".encode("utf-7"), text="été"),
    case("utf-16 in base64", typed("utf-16", "\nContent-Transfer-Encoding: base64"),
         base64.encodebytes("été".encode("utf-16")), text="été"),
    case("macintosh", typed("macintosh"), "été".encode("mac_roman"), text="été"),
    case("iso-8859-15 euro", typed("iso-8859-15"), "12 €".encode("iso-8859-15"), text="12 €"),
    case("a charset nobody knows", typed("x-rebelle"), "été".encode("cp1252"), "mbox-charset-guessed", text="été"),
    case("unknown-8bit", typed("unknown-8bit"), ETE, "mbox-charset-guessed", text=ETE),
    case("a charset that is a codec of another kind", typed("hex"), "6162", "mbox-charset-guessed", text="6162"),
    case("a charset that would walk out", typed("../../etc/passwd"), "mot", "mbox-charset-guessed", text="mot"),
    case("an empty charset", typed('""'), ETE, text=ETE),
    case("byte-order mark", typed("utf-8"), codecs.BOM_UTF8 + b"mot", text="mot"),
    case("quoted-printable", typed("utf-8", "\nContent-Transfer-Encoding: quoted-printable"),
         "=C3=A9t=C3=A9 =\nensemble=", text="été ensemble"),
    case("quoted-printable broken", typed("utf-8", "\nContent-Transfer-Encoding: quoted-printable"),
         "100 =ZZ =C3=A9 =", text="100 =ZZ é"),
    case("base64", typed("utf-8", "\nContent-Transfer-Encoding: BASE64"), base64.encodebytes(ETE.encode()), text=ETE),
    case("base64 cut short", typed("utf-8", "\nContent-Transfer-Encoding: base64"),
         base64.b64encode(b"un texte bien assez long")[:-7], "mbox-encoding-broken", text="un texte bien asse"),
    case("base64 without its padding", typed("utf-8", "\nContent-Transfer-Encoding: base64"),
         base64.b64encode(b"un texte").rstrip(b"="), text="un texte"),
    case("base64 that is none", typed("utf-8", "\nContent-Transfer-Encoding: base64"), "éé èè",
         "mbox-encoding-broken", text="éé èè"),
    case("a transfer encoding nobody knows", typed("utf-8", "\nContent-Transfer-Encoding: x-mystere"), ETE, text=ETE),
    case("raw utf-8 in the headers", f"From: Éloïse Côté <eloise@example.org>\n{DATE}\n{ID}\nSubject: Été",
         name="Éloïse Côté", subject="Été"),
    case("raw latin-1 in the headers",
         f"From: Éloïse Côté <eloise@example.org>\n{DATE}\n{ID}\nSubject: Été".encode("latin-1"),
         name="Éloïse Côté", subject="Été"),
    case("encoded words", f"From: =?iso-8859-1?q?C=F4t=E9=2C_=C9lo=EFse?= <e@example.org>\n{DATE}\n{ID}\n"
         "Subject: =?UTF-8?B?UsOpdW5pb24=?= =?utf-8?Q?_de_l=E2=80=99=C3=A9t=C3=A9?=",
         name="Éloïse Côté", subject="Réunion de l’été"),
    case("a letter cut between two words", f"{FROM}\n{DATE}\n{ID}\nSubject: =?utf-8?q?caf=C3?=\n =?utf-8?q?=A9 noir?=",
         subject="café noir"),
    case("words of three charsets", f"{FROM}\n{DATE}\n{ID}\n"
         "Subject: =?iso-8859-1?q?=E9?= =?utf-8?b?w6g=?= =?koi8-r?q?=D0?= fin", subject="éèп fin"),
    case("an encoded word with a language", f"{FROM}\n{DATE}\n{ID}\nSubject: =?utf-8*fr?q?=C3=A9t=C3=A9?=",
         subject="été"),
    case("an encoded word never closed", f"{FROM}\n{DATE}\n{ID}\nSubject: =?utf-8?q?=C3=A9t",
         subject="=?utf-8?q?=C3=A9t"),
    case("an encoded word with line ends inside", f"{FROM}\n{DATE}\n{ID}\nSubject: =?utf-8?q?un=0D=0ABcc:_x?=",
         subject="un Bcc: x"),
]  # fmt: skip
