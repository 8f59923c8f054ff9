"""Reporting, answering, removing, taking the list away: each with its reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Report
from .fields import ReasonField

PURPOSE = 10  # characters of a stated purpose, at least


class ReportForm(forms.Form):
    """What should not be here, and why."""

    reason = ReasonField(longest=600, rows=4, label=_("Ce qui ne va pas"))


class DecisionForm(forms.Form):
    """The answer to a report."""

    outcome = forms.ChoiceField(label=_("Ce que vous décidez"), widget=forms.RadioSelect)
    answer = ReasonField(longest=600, label=_("La raison, que les personnes concernées liront"))

    def __init__(self, data=None, *, outcomes):
        super().__init__(data)
        self.fields["outcome"].choices = [
            (value, label) for value, label in Report.Outcome.choices if value in outcomes
        ]


class RemovalForm(forms.Form):
    """Taking somebody out."""

    reason = ReasonField(label=_("La raison, que la personne lira, et que le journal garde"))


class ExportForm(forms.Form):
    """Taking the list of members away."""

    purpose = ReasonField(
        min_length=PURPOSE,
        label=_("Pour quoi faire"),
        help_text=_("Par exemple\u00a0: préparer les étiquettes de la rencontre de mai."),
    )
