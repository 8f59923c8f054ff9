"""What every template may ask of this room."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import new_form_key
from .shape import NOTES, spoken

WRITE_LABELS = {
    "follow": gettext_lazy("Ce que j’ai essayé, ce que j’apporterais"),
    "case": gettext_lazy("Ma situation, en quelques lignes"),
    "question": gettext_lazy("Ma question"),
    "request": gettext_lazy("Ma demande, en une phrase"),
    "avenue": gettext_lazy("Une piste"),
    "plan": gettext_lazy("Ce que je retiens, mon premier pas"),
    "learning": gettext_lazy("Ce que j’apprends pour moi"),
    "card": gettext_lazy("Une carte"),
    "view": gettext_lazy("Mon regard"),
    "title": gettext_lazy("Un titre"),
    "insight": gettext_lazy("Ce qui ressort"),
    "lesson": gettext_lazy("À garder, à changer ou à essayer"),
    "offer": gettext_lazy("Je prends…"),
    "story": gettext_lazy("Mon récit, en quelques lignes, si je le garde"),
    "proposal": gettext_lazy("Le texte de la proposition"),
}


def who_reads(screen) -> str:
    """Who will see what is written here, said before the button."""
    sees = screen.step.sees
    if not screen.may_write:
        return _("Personne d’autre ne la verra avant le temps des pistes.")
    if sees == "me" and screen.step.note == "story":
        then = _("Ensuite, c’est à vous\u00a0: l’oublier, le partager sans votre nom, ou avec.")
        return f"{_('Personne d’autre que vous ne le verra.')} {then}"
    if sees == "me" or screen.notes_for_myself:
        return _("Personne d’autre que vous ne le verra.")
    if sees == "owner":
        if screen.owner is not None:
            return _("%(name)s le verra\u00a0; personne d’autre.") % {"name": screen.owner.person.name}
        return _("La personne qui apporte le verra\u00a0; personne d’autre.")
    if sees == "others":
        return _("Le groupe le voit maintenant\u00a0; la personne qui apporte, à la fin de l’étape.")
    if sees == "together" and not screen.state.revealed:
        return _("Personne d’autre ne le voit tant qu’on n’a pas dévoilé ensemble.")
    return _("Les personnes dans la salle le verront\u00a0; personne d’autre.")


def extend(environment) -> None:
    """Called once by ui/templating.py."""
    environment.globals.update(
        spoken=spoken, field_notes=NOTES, write_labels=WRITE_LABELS, who_reads=who_reads, new_form_key=new_form_key
    )
