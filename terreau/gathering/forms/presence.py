"""Saying whether one comes, and what one needs for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.community.forms.fields import LineField

from ..models import Presence, SeriesAnswer


class PresenceForm(forms.Form):
    """One choice; empty to undo."""

    answer = forms.ChoiceField(choices=[("", ""), *Presence.Answer.choices], required=False)
    quietly = forms.BooleanField(required=False)


class SlotForm(forms.Form):
    """Which appointment."""

    slot = forms.IntegerField(min_value=0, max_value=500)


class NeedsForm(forms.Form):
    """What helps one to come, what one eats."""

    access = LineField(longest=300, label=_("Ce qui m’aide à venir"), required=False)
    meal = LineField(longest=80, label=_("Ce que je mange, ou ne mange pas"), required=False)
    takes_meal = forms.BooleanField(label=_("Je mange avec vous"), required=False)


class JoinForm(forms.Form):
    """How one joins a series."""

    way = forms.ChoiceField(choices=SeriesAnswer.Way.choices, required=False)
    quietly = forms.BooleanField(required=False)

    def clean_way(self) -> str:
        """In person unless told otherwise."""
        return self.cleaned_data["way"] or SeriesAnswer.Way.HERE
