"""Coming in, choosing one's place, stepping back, going."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Membership
from .fields import DayField, ReasonField, WordsField, in_the_future


class AskForm(forms.Form):
    """Somebody who would like to come in."""

    brought_by = WordsField(
        longest=300,
        label=_("Ce qui m’amène"),
        help_text=_("Une ou deux phrases suffisent."),
        error_messages={"required": _("Dites en une phrase ce qui vous amène.")},
    )


class ReasonForm(forms.Form):
    """A no, with its reason."""

    reason = ReasonField(label=_("La raison, que la personne lira"))


class InvolvementForm(forms.Form):
    """« J’observe », « J’échange », « Je m’implique »."""

    involvement = forms.ChoiceField(choices=Membership.Involvement.choices)


class PauseForm(forms.Form):
    """Stepping back, until a day or until further notice."""

    until = DayField(label=_("Jusqu’au"), required=False, help_text=_("Laissez vide pour revenir quand vous voudrez."))

    def __init__(self, data=None, *, today):
        super().__init__(data)
        self.today = today

    def clean(self):
        """A day to come."""
        said = super().clean()
        in_the_future(self, "until", self.today)
        return said


class FarewellForm(forms.Form):
    """A word for those who stay."""

    farewell = WordsField(longest=600, label=_("Un mot de départ, si vous voulez"), required=False)
