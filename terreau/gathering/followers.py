"""What this room tells the others at start: its acts in words, whose files are whose."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts

from . import (
    attaching,  # noqa: F401  files learn what they hang from
    noting,  # noqa: F401  notes learn to come from a gathering
)
from .calendars import saying  # noqa: F401

acts.say(
    {
        "gathering-called": _("%(who)s a appelé une rencontre\u00a0: %(about)s"),
        "gathering-described": _("%(who)s a changé les mots d’une rencontre\u00a0: %(about)s"),
        "gathering-moved": _("%(who)s a déplacé une rencontre\u00a0: %(about)s"),
        "gathering-cancelled": _("%(who)s a annulé une rencontre\u00a0: %(about)s"),
        "gathering-restored": _("%(who)s a remis une rencontre à l’agenda\u00a0: %(about)s"),
        "gathering-shared": _("%(who)s prépare à plusieurs\u00a0: %(about)s"),
        "gathering-near": _("Une rencontre est toute proche\u00a0: %(about)s"),
        "gathering-guest-invited": _("%(who)s a invité une personne externe à une rencontre"),
        "gathering-guest-withdrawn": _("%(who)s a repris l’invitation d’une personne externe"),
        "series-called": _("%(who)s a commencé une série\u00a0: %(about)s"),
        "series-described": _("%(who)s a changé les mots d’une série\u00a0: %(about)s"),
        "series-ended": _("%(who)s a arrêté une série\u00a0: %(about)s"),
        "series-joined": _("Une personne de plus suit une série"),
        "series-left": _("Une personne de moins suit une série"),
        "presence-chosen": _("Quelqu’un a répondu à une rencontre"),
        "presence-taken-back": _("Quelqu’un a repris sa réponse à une rencontre"),
        "seat-freed": _("Une place s’est libérée"),
        "slot-taken": _("Quelqu’un a pris un rendez-vous"),
        "needs-said": _("Quelqu’un a dit ce qui l’aide à venir"),
        "agenda-set": _("%(who)s a préparé un déroulé\u00a0: %(about)s"),
        "attendance-noted": _("Les présences d’une rencontre ont été notées\u00a0: %(about)s"),
        "memory-published": _("%(who)s a gardé la mémoire d’une rencontre"),
        "memory-corrected": _("%(who)s a complété la mémoire d’une rencontre"),
        "date-search-asked": _("%(who)s cherche une date\u00a0: %(about)s"),
        "date-suited": _("%(who)s a dit quels moments lui conviennent"),
        "date-settled": _("%(who)s a choisi la date\u00a0: %(about)s"),
        "quiet-period-announced": _("%(who)s a annoncé une pause\u00a0: %(about)s"),
        "quiet-period-taken-back": _("%(who)s a levé une pause"),
    }
)
