"""Own words, quotes, signatures and footers are told apart, and nothing of a text is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.memory.arrivals.quoting import own_words, pieces

GMAIL = "Le mar. 4 mars 2014 à 10:15, Jeanne Roy <jeanne@example.org> a écrit :"
SCRUBBED = (
    "-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
    "URL: <http://lists.example.org/pipermail/four/attachment.html>\n"
)
FOOTER = (
    "_______________________________________________\nListe de diffusion Qualite\nQualite@example.net\n"
    "http://example.net/mailman/listinfo/qualite\n"
)

CASES = {
    "gmail in french": (f"Oui.\n\n{GMAIL}\n> Viendrez-vous ?\n", "Oui."),
    "wrapped on two lines": (
        "Oui.\n\nLe mar. 4 mars 2014 à 10:15, Jeanne Roy\n<jeanne@example.org> a écrit :\n\n> Et ?\n",
        "Oui.",
    ),
    "wrapped on three lines": (
        "Oui.\n\nLe mardi 4 mars 2014,\nJeanne Roy <jeanne@example.org>\na écrit :\n> Et ?\n",
        "Oui.",
    ),
    "not followed by marks": (f"Oui.\n\n{GMAIL}\n\nViendrez-vous ?\nJeanne\n", "Oui."),
    "english": ("Yes.\n\nOn Tue, Mar 4, 2014 at 10:15 AM, Jeanne Roy <j@example.org> wrote:\n> Will you?\n", "Yes."),
    "thunderbird": ("Oui.\n\nLe 04/03/2014 10:15, Jeanne Roy a écrit :\n> Et ?\n>\n> Jeanne\n", "Oui."),
    "old gmail": ("Oui.\n\n2014-03-04 10:15 GMT-05:00 Jeanne Roy <j@example.org>:\n\n> Et ?\n", "Oui."),
    "horde": ("Oui.\n\nSelon Jeanne Roy <j@example.org>:\n\n> Et ?\n", "Oui."),
    "usenet": ("Oui.\n\nJeanne Roy a écrit :\n> Et ?\n", "Oui."),
    "outlook in french": (
        "Oui.\n\nDe : Jeanne Roy [mailto:j@example.org]\nEnvoyé : mardi 4 mars 2014 10:15\nÀ : Paul\nObjet : Réunion\n\nEt ?\n",
        "Oui.",
    ),
    "outlook with a rule": (
        "Oui.\n________________________________\nDe : Jeanne\nEnvoyé : mardi\nÀ : Paul\nObjet : x\n\nEt ?\n",
        "Oui.",
    ),
    "outlook express": (
        "Oui.\n\n-----Message d'origine-----\nDe : Jeanne\nEnvoyé : mardi\nÀ : Paul\n\nEt ?\n",
        "Oui.",
    ),
    "original message": ("Yes.\n\n-----Original Message-----\nFrom: J\nSent: Tuesday\nTo: P\n\nAnd?\n", "Yes."),
    "stars of outlook on a phone": (
        "Oui.\n\n*De :* Jeanne\n*Envoyé :* mardi\n*À :* Paul\n*Objet :* x\n\nEt ?\n",
        "Oui.",
    ),
    "apple forward": ("Voyez.\n\nDébut du message transféré :\n\nDe: Jeanne\nDate: mardi\nÀ: Paul\n\nEt ?\n", "Voyez."),
    "gmail forward": (
        "Voyez.\n\n---------- Forwarded message ---------\nDe : Jeanne\nDate : mardi\nSubject: x\nTo: Paul\n\nEt ?\n",
        "Voyez.",
    ),
    "answers between the questions": (
        f"{GMAIL}\n> Viendrez-vous ?\n\nOui.\n\n> À midi ?\n\nNon, à une heure.\n",
        "Oui.\n\n\nNon, à une heure.",
    ),
    "signature": ("Oui.\n\n-- \nJeanne Roy\nLa Ressourcerie\n", "Oui."),
    "a long text after two dashes is no signature": (
        "Un.\n--\n" + "Encore.\n" * 30,
        ("Un.\n--\n" + "Encore.\n" * 30).strip(),
    ),
    "phone": ("Oui.\n\nEnvoyé de mon iPhone\n", "Oui."),
    "phone then quote": (f"Oui.\n\nEnvoyé de mon iPhone\n\n{GMAIL}\n> Et ?\n", "Oui."),
    "list footer": (f"Oui.\n{FOOTER}", "Oui."),
    "a part scrubbed by the archiver": (
        f"Oui.\n{SCRUBBED}\nEt non.\n{SCRUBBED}{FOOTER}",
        "Oui.\n\nEt non.",
    ),
    "list footer under a quote": (f"Oui.\n\n> Et ?\n\n{FOOTER}", "Oui."),
    "google groups": (
        'Oui.\n\n-- \nVous recevez ce message, car vous êtes abonné au groupe Google Groupes "qualite".\n',
        "Oui.",
    ),
    "a rule that is no footer": ("Un.\n__________\nDeux.\n", "Un.\n__________\nDeux."),
    "words that only look like one": ("Le bilan que Jeanne a écrit : superbe.\nÀ demain.\n", None),
    "a date and a colon": ("Le 4 mars :\n- midi\n", "Le 4 mars :\n- midi"),
    "de, without the rest": ("De : nous tous\nMerci.\n", "De : nous tous\nMerci."),
    "a bare forward is the message": (
        "---------- Message transféré ----------\nDe : Jeanne\nDate : mardi\nObjet : x\n\nEt ?\n",
        "---------- Message transféré ----------\nDe : Jeanne\nDate : mardi\nObjet : x\n\nEt ?",
    ),
    "only a quote": ("> Et ?\n", "> Et ?"),
    "empty": ("", ""),
    "a table with bars": ("a | b\nc | d\n", "a | b\nc | d"),
}


@pytest.mark.parametrize("text, own", CASES.values(), ids=CASES)
def test_own_words(text, own):
    assert "".join(piece.text for piece in pieces(text)) == text
    assert own_words(text) == (text.strip() if own is None else own)


LINE = st.one_of(st.sampled_from([*"\n".join(text for text, _ in CASES.values()).split("\n")]), st.text(max_size=30))


@settings(max_examples=400, deadline=None)
@given(st.lists(LINE, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n", "\x0b"]))
def test_nothing_is_lost(lines, end):
    text = end.join(lines)
    assert "".join(piece.text for piece in pieces(text)) == text
