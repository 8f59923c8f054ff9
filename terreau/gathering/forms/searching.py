"""Finding a date together: what for, and a few moments."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from terreau.community.forms.fields import DayField

from ..models import DateVote
from ..recurrence import on_the_clock
from .calling import FURTHEST, CalledForm, ClockField

MOMENTS = 6


class SearchForm(CalledForm):
    """The words, and up to six moments on the clock of the community."""

    def __init__(self, data=None, *, community, at, **kwargs):
        super().__init__(data, **kwargs)
        self.community, self.at = community, at
        for place in range(MOMENTS):
            self.fields[f"day_{place}"] = DayField(label=_("Jour"), required=False)
            self.fields[f"hour_{place}"] = ClockField(label=_("Heure"), required=False)

    @property
    def rows(self) -> list[tuple]:
        """(day, hour) fields, ready to show."""
        return [(self[f"day_{place}"], self[f"hour_{place}"]) for place in range(MOMENTS)]

    def clean(self):
        """Two moments at least, to come, that exist."""
        said = super().clean()
        said["moments"] = [moment for place in range(MOMENTS) if (moment := self._moment(said, place))]
        if len(set(said["moments"])) < 2 and not self.errors:
            raise ValidationError(_("Proposez au moins deux moments à venir."))
        return said

    def _moment(self, said, place: int) -> datetime | None:
        day, hour = said.get(f"day_{place}"), said.get(f"hour_{place}")
        if day is None or hour is None:
            if (day or hour) and f"day_{place}" not in self.errors and f"hour_{place}" not in self.errors:
                missing, why = ("day", _("Il manque le jour.")) if day is None else ("hour", _("Il manque l’heure."))
                self.add_error(f"{missing}_{place}", why)
            return None
        local = datetime.combine(day, hour)
        today = self.community.day(self.at)
        moment = on_the_clock(local, self.community.zone) if today <= day <= today + FURTHEST else None
        if moment is None or moment <= self.at:
            self.add_error(f"day_{place}", _("Choisissez un moment à venir, dans les trois ans."))
        return moment


class VoteForm(forms.Form):
    """Which of the moments suit."""

    def __init__(self, data=None, *, options):
        super().__init__(data)
        self.options = {option.pk: option for option in options}
        choices = [*DateVote.Suits.choices, ("", _("non"))]
        for pk in self.options:
            self.fields[f"option_{pk}"] = forms.ChoiceField(choices=choices, required=False)

    def suits(self) -> dict[int, str]:
        """Option → yes or maybe."""
        said = {pk: self.cleaned_data.get(f"option_{pk}", "") for pk in self.options}
        return {pk: how for pk, how in said.items() if how}
