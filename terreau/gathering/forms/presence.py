"""Saying whether one comes, and what one needs for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.community.forms.fields import LineField

from ..models import Presence, SeriesAnswer


class Quietly(forms.Form):
    """Whether one's name is shown: said only by a form that asks it."""

    quietly = forms.BooleanField(required=False)
    asks_name = forms.BooleanField(required=False)

    @property
    def announced(self) -> bool | None:
        """Whether the name may be shown; None where it was not asked, so that it stays as it was."""
        said = self.cleaned_data
        return not said["quietly"] if said["asks_name"] or said["quietly"] else None


class PresenceForm(Quietly):
    """One choice; empty to undo."""

    answer = forms.ChoiceField(choices=[("", ""), *Presence.Answer.choices], required=False)


class SlotForm(forms.Form):
    """Which appointment."""

    slot = forms.IntegerField(min_value=0, max_value=500)


class NeedsForm(forms.Form):
    """What helps one to come, what one eats."""

    access = LineField(longest=300, label=_("Ce qui m’aide à venir"), required=False)
    meal = LineField(longest=80, label=_("Ce que je mange, ou ne mange pas"), required=False)
    takes_meal = forms.BooleanField(label=_("Je mange avec vous"), required=False)


class JoinForm(Quietly):
    """How one joins a series."""

    way = forms.ChoiceField(choices=SeriesAnswer.Way.choices, required=False)

    def clean_way(self) -> str:
        """In person unless told otherwise."""
        return self.cleaned_data["way"] or SeriesAnswer.Way.HERE
