"""The words of the field, each with a definition of two lines at most, for whoever arrives."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LONGEST = 88  # characters: two lines on a phone held upright


@dataclass(frozen=True)
class Word:
    """One word as it is shown, and what it means here."""

    said: Any
    means: Any


WORDS = {
    "community": Word(
        _("communauté de pratique"),
        _("Des gens d’un même métier qui progressent en se retrouvant. Elle vit surtout ailleurs."),
    ),
    "domain": Word(
        _("domaine"), _("Ce dont la communauté prend soin\u00a0: les questions qui valent la peine d’être reprises.")
    ),
    "practice": Word(
        _("pratique"), _("Ce que l’on sait faire ensemble\u00a0: manières, outils, récits, tours de main.")
    ),
    "question": Word(_("question du moment"), _("La question que la communauté garde devant elle pour une saison.")),
    "edge": Word(
        _("périphérie légitime"),
        _("Lire, écouter, venir parfois\u00a0: une vraie façon d’être là, sans rien à justifier."),
    ),
    "core": Word(_("noyau"), _("Les personnes qui portent la communauté en ce moment. Il change, et c’est bon signe.")),
    "coordination": Word(
        _("coordination"),
        _("Tient le rythme, relie les gens, règle la communauté. Ne lit rien de privé."),
    ),
    "facilitation": Word(
        _("animation"),
        _("Prépare et mène les rencontres, accueille, et modère en donnant ses raisons."),
    ),
    "coach": Word(_("coach"), _("Accompagne celles et ceux qui animent\u00a0: un miroir, une méthode, un soutien.")),
    "documentalist": Word(
        _("documentaliste"), _("Range, nomme, relie ce que la communauté garde, sans réécrire personne.")
    ),
    "elder": Word(
        _("doyenne, doyen"),
        _("Revient depuis longtemps, garde la culture du groupe. Ce titre se propose et s’accepte."),
    ),
    "sponsor": Word(
        _("parrainage"), _("Donne légitimité et moyens, lève les obstacles. Ne fixe ni résultats, ni échéances.")
    ),
    "welcomer": Word(
        _("marraine, parrain d’accueil"),
        _("Vous accueille pendant trois mois\u00a0: un bonjour, une oreille, rien à rendre."),
    ),
    "circle": Word(
        _("cercle"), _("Un petit groupe dans la communauté, avec sa raison d’être, et une fin si l’on veut.")
    ),
    "guest": Word(
        _("personne invitée"), _("Quelqu’un du dehors qui prend part à un cercle, pour un temps, et ne voit que lui.")
    ),
    "hat": Word(_("chapeau"), _("Un rôle que l’on met et que l’on dépose, avec une date pour en reparler.")),
    "handover": Word(
        _("passation"),
        _("Passer le relais\u00a0: un chapeau proposé, et une page pour la personne suivante."),
    ),
    "gathering": Word(_("rencontre"), _("Un moment où l’on se retrouve, en salle ou en ligne.")),
    "call": Word(
        _("appel à tous"), _("Une question courte posée à toute la communauté\u00a0: «\u00a0Qui a déjà…\u00a0?\u00a0»")
    ),
    "thread": Word(_("fil"), _("Une conversation qui se lit du début à la fin, et reste.")),
    "cut": Word(_("la coupe"), _("Le dessin de la communauté dans le temps\u00a0: qui est là, par année d’arrivée.")),
    "fallow": Word(_("jachère"), _("Un temps de repos décidé ensemble. La terre reste là.")),
    "farewell": Word(
        _("mot de départ"), _("Quelques mots que l’on laisse en partant, si l’on veut. Les membres les lisent.")
    ),
}

WORN_BY = {("elder", "f"): _("Doyenne"), ("elder", "m"): _("Doyen")}  # hats whose name agrees with who wears them
