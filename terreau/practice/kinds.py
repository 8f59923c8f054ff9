"""The six kinds of notes, the few fields each needs, and under which licence a note may travel. No database."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a note is."""

    METHOD = "methode", _("Méthode")
    STORY = "histoire", _("Histoire")
    CASE = "cas", _("Cas")
    TOOL = "outil", _("Outil")
    DOCUMENT = "document", _("Document")
    MEMO = "aide-memoire", _("Aide-mémoire")


class Licence(models.TextChoices):
    """What others may do with it."""

    OURS = "entre-nous", _("Entre nous : reste dans la communauté")
    ASK = "demander", _("Tous droits réservés : demander avant de reprendre")
    BY = "cc-by", _("CC BY 4.0 : reprendre en nommant")
    BY_SA = "cc-by-sa", _("CC BY-SA 4.0 : reprendre en nommant, sous la même licence")
    BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA 4.0 : en nommant, sans commerce, même licence")
    FREE = "cc0", _("CC0 : domaine public")


class Language(models.TextChoices):
    """The languages a note is written in."""

    FR = "fr", "Français"
    EN = "en", "English"


IN = {Language.FR: _("L’écrire en français"), Language.EN: _("L’écrire en anglais")}


@dataclass(frozen=True)
class Part:
    """One field of a kind: what it is called, and what it is for."""

    label: Any
    hint: Any = ""
    rows: int = 3


@dataclass(frozen=True)
class Shape:
    """The fields of a kind; a part that is None is not asked for."""

    plural: Any
    hint: Any
    when: Part | None
    needs: Part | None
    body: Part


SHAPES = {
    Kind.METHOD: Shape(
        _("Méthodes"),
        _("Une façon de faire, pas à pas."),
        Part(_("Quand s’en servir"), _("Une phrase : la situation qui l’appelle."), 2),
        Part(_("Ce qu’il faut"), _("Du temps, du monde, du matériel."), 2),
        Part(_("Pas à pas"), _("Une ligne par geste : le bouton « 1. » les numérote."), 10),
    ),
    Kind.STORY: Shape(
        _("Histoires"),
        _("Ce qui est arrivé, et ce qu’on en garde."),
        Part(_("Où et quand"), _("Le décor, sans nommer qui ne l’a pas voulu."), 2),
        Part(_("Ce qu’on en garde"), _("Une ou deux phrases."), 2),
        Part(_("Ce qui est arrivé"), "", 10),
    ),
    Kind.CASE: Shape(
        _("Cas"),
        _("Une situation, ce qu’on a tenté, ce que ça a donné."),
        Part(_("La situation"), _("Ce qui coinçait."), 4),
        Part(_("Ce que ça a donné"), _("Même si rien n’a marché."), 3),
        Part(_("Ce qui a été tenté"), "", 8),
    ),
    Kind.TOOL: Shape(
        _("Outils"),
        _("Un gabarit, une grille, un logiciel, et comment s’en servir."),
        Part(_("À quoi il sert"), "", 2),
        Part(_("Ce qu’il faut"), _("Temps, matériel, droits d’accès."), 2),
        Part(_("Comment s’en servir"), "", 8),
    ),
    Kind.DOCUMENT: Shape(
        _("Documents"),
        _("Un texte, un rapport, un lien, et pourquoi le lire."),
        Part(_("Pour qui, pour quoi"), "", 2),
        None,
        Part(_("Ce qu’on y trouve"), _("Un lien ou une phrase suffit."), 6),
    ),
    Kind.MEMO: Shape(
        _("Aide-mémoire"),
        _("Une seule page, à imprimer et à garder sous la main."),
        Part(_("Quand le sortir"), "", 2),
        None,
        Part(_("La page"), _("Ce qui tient sur une page."), 12),
    ),
}


def shape_of(kind: str) -> Shape:
    """The fields of this kind."""
    return SHAPES[Kind(kind)]
