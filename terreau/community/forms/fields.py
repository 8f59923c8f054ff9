"""Fields that several forms of this room share."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from terreau.people.forms import NameField


class LineField(NameField):
    """One line of somebody's words, without what cannot be seen."""

    def __init__(self, *, longest: int, **options):
        super().__init__(**{"label": None, "max_length": longest, "widget": forms.TextInput, **options})


class WordsField(forms.CharField):
    """A few lines of somebody's words."""

    def __init__(self, *, longest: int, rows: int = 3, **options):
        widget = forms.Textarea(attrs={"rows": rows, "class": "voice"})
        super().__init__(max_length=longest, widget=widget, **options)


class DayField(forms.DateField):
    """A day, as browsers and people write it, of these two centuries: no calendar reckons well beyond."""

    FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)

    def __init__(self, **options):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {"invalid": _("Ce jour s’écrit comme 2026-03-31.")}
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        super().__init__(**{"widget": widget, "error_messages": wrong, "input_formats": formats, **options})

    def validate(self, value):
        """Refuse a year that was mistyped."""
        super().validate(value)
        if value is not None and not self.FIRST <= value <= self.LAST:
            raise ValidationError(_("Ce jour est trop loin. Vérifiez l’année."), code="far")


class ReasonField(WordsField):
    """Why; always asked where somebody else is concerned."""

    def __init__(self, **options):
        wrong = {
            "required": _("Dites pourquoi, en quelques mots."),
            "min_length": _("Quelques mots de plus, s’il vous plaît."),
        }
        super().__init__(**{"longest": 300, "rows": 2, "error_messages": wrong, **options})


def in_the_future(form, field: str, today):
    """The day typed in this field, refused when it has already come."""
    day = form.cleaned_data.get(field)
    if day is not None and day <= today:
        form.add_error(field, _("Choisissez un jour à venir."))
    return day


class MemberField(forms.ChoiceField):
    """One of these members, chosen by name; cleaned to the membership."""

    def __init__(self, members, **options):
        self.members = {member.key: member for member in members}
        names = [(key, member.person.name) for key, member in self.members.items()]
        wrong = {"required": _("Choisissez quelqu’un."), "invalid_choice": _("Choisissez quelqu’un de la liste.")}
        super().__init__(**{"choices": [("", _("Choisir…")), *names], "error_messages": wrong, **options})

    def clean(self, value):
        """The membership chosen."""
        return self.members.get(super().clean(value))
