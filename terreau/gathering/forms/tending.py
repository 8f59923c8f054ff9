"""Preparing: what is changed, who does what, who comes from outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.community.forms.fields import DayField, LineField, MemberField

from ..models import Step
from ..recurrence import RuleRefused, read_rule
from .calling import RHYTHMS, MomentForm, WordsForm, rule_for


class DateForm(MomentForm, WordsForm):
    """One date: its moment and its words."""

    field_order = ("title", "day", "hour")


class RhythmForm(MomentForm):
    """Another rhythm, from a day on."""

    rhythm = forms.ChoiceField(label=_("À quel rythme"), choices=RHYTHMS[1:])
    rule = LineField(longest=300, label=_("La règle, telle que les agendas l’écrivent"), required=False)

    def clean(self):
        """A rule that falls on some day."""
        said = super().clean()
        local = said.get("first_local")
        if local is not None and said.get("rhythm") and "rule" not in self.errors:
            text = said["rule"] if said["rhythm"] == "other" else rule_for(said["rhythm"], local)
            try:
                said["series_rule"] = read_rule(text, local, self.community.zone).text
            except RuleRefused as refused:
                self.add_error("rule" if said["rhythm"] == "other" else "rhythm", str(refused))
        return said


class CancelForm(forms.Form):
    """Why, in a few words, if one wishes."""

    why = LineField(longest=300, label=_("Pourquoi"), required=False)


class EndForm(forms.Form):
    """The last day of a series."""

    last_day = DayField(label=_("Dernier jour de la série"))


class StepForm(forms.Form):
    """One step of the agenda; a step without a title is left out."""

    title = LineField(longest=140, label=_("Étape"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    kind = forms.ChoiceField(label=_("Sorte"), choices=Step.Kind.choices, required=False)
    carried_by = LineField(
        longest=80, label=_("Qui la porte"), required=False, widget=forms.TextInput(attrs={"list": "members"})
    )


Agenda = forms.formset_factory(StepForm, extra=3, max_num=40, absolute_max=40)
_AgendaAsTyped = forms.formset_factory(StepForm, extra=0, max_num=40, absolute_max=40)


def moved(steps, number: int, by: int):
    """The same steps as they were typed, good or not, one of them a place earlier (-1) or later (+1); kept nowhere."""
    typed = [{name: form[name].value() for name in StepForm.base_fields} for form in steps.forms]
    if 0 <= number < len(typed) and 0 <= number + by < len(typed):
        typed[number], typed[number + by] = typed[number + by], typed[number]
    return _AgendaAsTyped(initial=typed, prefix="step")


class PreparerForm(forms.Form):
    """Somebody more to prepare with."""

    def __init__(self, data=None, *, members):
        super().__init__(data)
        self.fields["member"] = MemberField(members, label=_("Qui"))


class GuestForm(forms.Form):
    """Somebody from outside, for this gathering only."""

    name = LineField(longest=80, label=_("Son nom"))
    email = forms.EmailField(
        label=_("Son adresse de courriel"),
        required=False,
        help_text=_("Pour lui envoyer le lien. Sinon, vous le copiez vous-même."),
    )


class QuietForm(forms.Form):
    """A pause: its name and its days."""

    name = LineField(longest=60, label=_("Son nom"), help_text=_("« L’été », « Les fêtes », « Inventaire »."))
    from_day = DayField(label=_("Du"))
    to_day = DayField(label=_("Au, ce jour compris"))

    def clean(self):
        """An end after its beginning, a year at most."""
        said = super().clean()
        if said.get("from_day") and said.get("to_day"):
            if said["to_day"] < said["from_day"]:
                self.add_error("to_day", _("La pause finirait avant de commencer."))
            elif (said["to_day"] - said["from_day"]).days > 366:
                self.add_error("to_day", _("Une pause dure un an au plus."))
        return said
