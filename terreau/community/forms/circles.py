"""Opening a circle, and living in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import DayField, LineField, MemberField, in_the_future


class CircleForm(forms.Form):
    """What a circle is for."""

    name = LineField(longest=80, label=_("Nom du cercle"))
    purpose = LineField(
        longest=300,
        label=_("Sa raison d’être"),
        help_text=_("En une phrase\u00a0: ce que vous voulez faire ou comprendre ensemble."),
    )
    ends_on = DayField(
        label=_("Il se termine le"),
        required=False,
        help_text=_("Ce jour-là, on vous demandera\u00a0: on le referme\u00a0?"),
    )
    is_private = forms.BooleanField(
        label=_("Cercle privé"),
        required=False,
        help_text=_(
            "Seules les personnes qui y sont savent qu’il existe. Sinon, la communauté le lit et peut y entrer."
        ),
    )

    def __init__(self, data=None, *, today, circle=None):
        fields = ("name", "purpose", "ends_on", "is_private")
        super().__init__(data, initial={f: getattr(circle, f) for f in fields} if circle else None)
        self.today, self.circle = today, circle
        if circle is not None and circle.is_private:
            del self.fields["is_private"]

    def clean(self):
        """An end to come; one that was there already may stay."""
        said = super().clean()
        if self.circle is None or said.get("ends_on") != self.circle.ends_on:
            in_the_future(self, "ends_on", self.today)
        return said

    def words(self) -> dict:
        """What was said, as the circle's verbs take it."""
        return dict(self.cleaned_data)


class SeatForm(forms.Form):
    """A member to seat."""

    def __init__(self, data=None, *, members):
        super().__init__(data)
        self.fields["member"] = MemberField(members, label=_("Qui"))


class ProlongForm(forms.Form):
    """Going on: until another day, or without one."""

    ends_on = DayField(
        label=_("On continue jusqu’au"), required=False, help_text=_("Laissez vide pour continuer sans date.")
    )

    def __init__(self, data=None, *, today):
        super().__init__(data)
        self.today = today

    def clean(self):
        """A day to come."""
        said = super().clean()
        in_the_future(self, "ends_on", self.today)
        return said
