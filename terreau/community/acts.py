"""The journal's acts in words. Each room says its own, once, in its `followers.py`:

    acts.say({"message-posted": _("%(who)s a écrit un message")})

« %(who)s » is who did it; « %(about)s » names what it was about, where a name may be shown.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

_said: dict[str, Any] = {}


def say(sentences: dict[str, Any]) -> None:
    """Add sentences for these acts."""
    _said.update(sentences)


def known() -> frozenset[str]:
    """The acts that have a sentence."""
    return frozenset(_said)


def in_words(act: str, *, who: str, about: str = "") -> str:
    """One line of the journal as a sentence; an act that no room gave words to is shown by its name."""
    sentence = str(_said.get(act, f"%(who)s · {act}"))
    return sentence % {"who": who, "about": about}


say(
    {
        "community-founded": _("%(who)s a ouvert la communauté"),
        "community-described": _("%(who)s a changé les réglages"),
        "membership-joined": _("%(about)s est membre (%(who)s)"),
        "membership-asked": _("%(who)s a demandé à entrer"),
        "membership-withdrawn": _("%(who)s a repris sa demande"),
        "membership-offered": _("%(who)s a invité %(about)s"),
        "membership-refused": _("%(who)s n’a pas donné suite à une demande\u00a0: %(about)s"),
        "membership-paused": _("%(who)s a pris une pause"),
        "membership-resumed": _("%(who)s est de retour"),
        "membership-left": _("%(who)s a quitté la communauté"),
        "membership-removed": _("%(who)s a retiré %(about)s de la communauté"),
        "member-arrived": _("%(who)s a fait le tour de la page d’accueil"),
        "involvement-chosen": _("%(who)s a choisi sa place"),
        "hat-offered": _("%(who)s a proposé un chapeau\u00a0: %(about)s"),
        "hat-accepted": _("%(who)s a mis un chapeau\u00a0: %(about)s"),
        "hat-laid-down": _("%(who)s a déposé un chapeau\u00a0: %(about)s"),
        "hat-declined": _("%(who)s n’a pas pris un chapeau\u00a0: %(about)s"),
        "hat-offer-taken-back": _("%(who)s a repris l’offre d’un chapeau\u00a0: %(about)s"),
        "handover-offered": _("%(who)s a proposé de passer la coordination à %(about)s"),
        "handover-accepted": _("%(who)s a pris la coordination"),
        "handover-declined": _("%(who)s n’a pas pris la coordination"),
        "circle-opened": _("%(who)s a ouvert le cercle %(about)s"),
        "circle-described": _("%(who)s a changé le cercle %(about)s"),
        "circle-ended": _("%(who)s a refermé le cercle %(about)s"),
        "circle-joined": _("Une place de plus dans un cercle (%(who)s)"),
        "circle-left": _("Une place de moins dans un cercle (%(who)s)"),
        "circle-hosted": _("Une personne de plus anime un cercle (%(who)s)"),
        "circle-host-stopped": _("Une personne de moins anime un cercle (%(who)s)"),
        "guest-seated": _("Une personne invitée dans un cercle, pour un temps (%(who)s)"),
        "invitation-written": _("%(who)s a écrit une invitation"),
        "invitation-accepted": _("Une invitation a servi à %(who)s"),
        "invitation-revoked": _("%(who)s a repris une invitation"),
        "welcome-taken": _("%(who)s accueille %(about)s"),
        "welcome-worded": _("%(who)s a écrit un mot d’accueil"),
        "welcome-ended": _("%(who)s a terminé un accueil"),
        "readings-chosen": _("%(who)s a choisi les choses à lire en arrivant"),
        "culture-written": _("%(who)s a écrit dans la page de culture\u00a0: %(about)s"),
        "report-made": _("Quelqu’un a signalé quelque chose"),
        "report-read": _("%(who)s a lu un signalement"),
        "report-decided": _("%(who)s a répondu à un signalement"),
        "members-exported": _("%(who)s a emporté la liste des membres"),
    }
)
