"""What every template may ask of this room."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .occasions import my_answer
from .recurrence_words import sentence
from .when import day_clock, day_said, elsewhere, hours, minutes_said, place_said, wall_clock

PART_WORDS = {
    "decisions": _("Ce qui est décidé"),
    "to_try": _("À essayer d’ici la prochaine"),
    "learnings": _("Ce qu’on a appris"),
    "offers": _("Ce qui s’offre"),
    "seen": _("Trois choses vues"),
    "quotes": _("Trois phrases gardées"),
    "ambition": _("L’ambition, telle qu’on l’a dite"),
    "questions": _("Les questions posées"),
    "people": _("Qui est là, en un mot"),
    "dates": _("Les trois prochaines dates"),
    "record": _("Pour revoir\u00a0: enregistrement, sous-titres, transcription"),
}


def extend(environment) -> None:
    """Called once by ui/templating.py."""
    environment.globals.update(my_answer=my_answer, part_words=PART_WORDS, home_address=settings.ADDRESS)
    environment.filters.update(
        day_clock=day_clock,
        day_said=day_said,
        elsewhere=elsewhere,
        hours=hours,
        minutes_said=minutes_said,
        place_said=place_said,
        rhythm_said=sentence,
        wall_clock=wall_clock,
    )
