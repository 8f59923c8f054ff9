"""Offering a hat, and handing the coordination over."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Hat
from .fields import DayField, MemberField, WordsField, in_the_future


class OfferForm(forms.Form):
    """Which hat, to whom, until one talks about it again."""

    kind = forms.ChoiceField(label=_("Quel chapeau"), choices=())
    review_on = DayField(label=_("On en reparle le"), required=False)

    def __init__(self, data=None, *, giver, members, today, initial=None):
        review = {"review_on": today + timedelta(days=365)}
        super().__init__(data, initial={**review, **(initial or {})})
        self.today = today
        kinds = [(kind, label) for kind, label in Hat.Kind.choices if Hat.may_be_given_by(giver, kind)]
        self.fields["kind"].choices = kinds
        self.fields["member"] = MemberField(members, label=_("À qui"))
        self.order_fields(["member", "kind", "review_on"])

    def clean(self):
        """A day to come."""
        said = super().clean()
        in_the_future(self, "review_on", self.today)
        return said


class HandoverForm(forms.Form):
    """What no list says."""

    rhythm = WordsField(
        longest=1000, label=_("Notre rythme"), required=False, help_text=_("Quand on se retrouve, et qui prépare quoi.")
    )
    promises = WordsField(
        longest=1000, label=_("Ce que j’ai promis"), required=False, help_text=_("À qui, et pour quand.")
    )
    contacts = WordsField(
        longest=1000, label=_("À qui parler de quoi"), required=False, help_text=_("Salle, budget, personne qui sait.")
    )
    giver_stays = forms.BooleanField(
        label=_("Je garde aussi la coordination"),
        required=False,
        help_text=_("Sinon, votre chapeau se dépose tout seul quand l’autre accepte."),
    )

    def __init__(self, data=None, *, members, initial=None):
        super().__init__(data, initial=initial)
        self.fields["member"] = MemberField(members, label=_("À qui je passe le relais"))
        self.order_fields(["member", "rhythm", "promises", "contacts", "giver_stays"])

    def words(self) -> dict:
        """What was said, as `Handover.offer` takes it."""
        return {field: self.cleaned_data[field] for field in ("rhythm", "promises", "contacts", "giver_stays")}
