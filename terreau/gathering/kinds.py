"""The kinds of gatherings a community of practice lives by: what each is for, how long it lasts, what comes out."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Extra:
    """One more thing a kind asks for, kept in `details` under its key."""

    key: str
    label: object
    long: bool = False
    number: bool = False  # counted: one or more


@dataclass(frozen=True)
class Kind:
    """One kind: its length in minutes, where it stands between formal and informal, focused and open, what it asks."""

    key: str
    label: object
    purpose: object
    minutes: int
    formal: bool
    focused: bool
    extras: tuple[Extra, ...] = field(default=())
    outputs: tuple[str, ...] = ("learnings", "to_try", "decisions", "offers")
    slot_minutes: int | None = None
    asks_seats: bool = False
    leaves_no_trace: bool = False


TEXT = (Extra("text", _("le texte à lire")), Extra("licence", _("sa licence, ou où le trouver")))
OWNER = (Extra("owner", _("qui le porte")), Extra("output", _("ce qui doit en sortir")))

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("plenary", _("Plénière"), _("être ensemble, prendre le pouls"), 120, formal=True, focused=False),
        Kind(
            "launch",
            _("Lancement"),
            _("naître\u00a0: l’ambition, les questions, qui est là, les trois prochaines dates"),
            240,
            formal=True,
            focused=False,
            extras=(Extra("ambition", _("l’ambition, en brouillon"), long=True),),
            outputs=("ambition", "questions", "people", "dates", "decisions", "to_try"),
        ),
        Kind("workgroup", _("Chantier"), _("avancer à quelques-uns"), 90, formal=True, focused=True, extras=OWNER),
        Kind(
            "codev",
            _("Codéveloppement"),
            _("aider une personne sur sa situation, à cinq ou huit"),
            90,
            formal=True,
            focused=True,
            extras=(Extra("case_giver", _("qui apporte une situation")),),
        ),
        Kind("duo", _("Duo ou troïka"), _("s’aider à deux ou trois"), 45, formal=False, focused=True),
        Kind(
            "webinar",
            _("Webinaire"),
            _("faire entrer des idées du dehors"),
            60,
            formal=True,
            focused=False,
            extras=(Extra("speaker", _("qui est invité")),),
            outputs=("learnings", "questions", "to_try", "record"),
        ),
        Kind(
            "visit",
            _("Visite de terrain"),
            _("voir une pratique là où elle se fait"),
            210,
            formal=False,
            focused=True,
            extras=(Extra("reach", _("comment on entre, marches, chaussures")),),
            outputs=("seen", "learnings", "to_try", "offers"),
            asks_seats=True,
        ),
        Kind(
            "office_hours",
            _("Permanence"),
            _("un moment avec quelqu’un qui connaît"),
            120,
            formal=False,
            focused=True,
            extras=(
                Extra("expert", _("qui reçoit")),
                Extra("most", _("combien de rendez-vous au plus"), number=True),
            ),
            outputs=("learnings", "questions"),
            slot_minutes=30,
        ),
        Kind(
            "reading",
            _("Cercle de lecture"),
            _("lire le même texte, retenir trois phrases, essayer une chose"),
            60,
            formal=False,
            focused=True,
            extras=TEXT,
            outputs=("quotes", "to_try", "learnings"),
        ),
        Kind(
            "workshop",
            _("Atelier"),
            _("fabriquer un outil, une fiche, une règle commune"),
            150,
            formal=False,
            focused=True,
            extras=(Extra("output", _("ce qu’on veut fabriquer")),),
            asks_seats=True,
        ),
        Kind("stories", _("Cercle de récits"), _("raconter pour garder"), 75, formal=False, focused=False),
        Kind(
            "cafe",
            _("Café informel"),
            _("se voir, sans ordre du jour ni notes ni compte"),
            30,
            formal=False,
            focused=False,
            outputs=(),
            leaves_no_trace=True,
        ),
        Kind("review", _("Rétrospective"), _("regarder le chemin fait"), 75, formal=True, focused=False),
        Kind(
            "decision",
            _("Décision"),
            _("décider ensemble"),
            60,
            formal=True,
            focused=True,
            extras=(Extra("proposal", _("la proposition"), long=True),),
        ),
        Kind("other", _("Rencontre"), _("ce qui ne tient dans aucune case"), 90, formal=False, focused=False),
    )
}
CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]


def kind_of(key: str) -> Kind:
    """The kind of this name; a plain gathering when a later version no longer has it."""
    return KINDS.get(key, KINDS["other"])
