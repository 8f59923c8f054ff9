"""What people type in this room. Each form says its fields one by one."""

import unicodedata
from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .models import Person
from .zones import choices_with

PAUSE = "pause"
A_MONTH = timedelta(days=30)
AUDIENCES = [
    (Person.Audience.MEMBERS, _("les membres de mes communautés")),
    (Person.Audience.STEWARDS, _("les personnes qui animent mes communautés")),
    (Person.Audience.ME, _("moi seulement")),
]


def posted(request):
    """What a form was sent with; None when it was not sent (an empty form that was sent is still a form)."""
    return request.POST if request.method == "POST" else None


def plain(text: str) -> str:
    """A name as it is shown: composed letters, single spaces, no invisible signs that turn a line around."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf")).split())


class NameField(forms.CharField):
    """One name, however it is made."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        super().__init__(**{"label": _("Votre nom"), "max_length": 120, "widget": widget, **options})

    def to_python(self, value):
        """The name without what cannot be seen."""
        return plain(super().to_python(value))


class AddressField(forms.EmailField):
    """One address for mail."""

    def __init__(self, **options):
        widget = forms.EmailInput(attrs={"autocomplete": "username webauthn", "inputmode": "email"})
        wrong = {
            "required": _("Écrivez votre adresse de courriel."),
            "invalid": _("Cette adresse est incomplète. Elle ressemble à camille@exemple.org."),
        }
        usual = {"label": _("Votre courriel"), "max_length": 254, "widget": widget, "error_messages": wrong}
        super().__init__(**{**usual, **options})

    def run_validators(self, value):
        """An accent is named as what it is: the address is whole, and yet no letter would reach it."""
        if not str(value).rpartition("@")[0].isascii():
            raise forms.ValidationError(
                _("Il y a un accent ou un signe rare avant le @\u00a0; une adresse s’écrit d’ordinaire sans.")
            )
        super().run_validators(value)


class AddressForm(forms.Form):
    """Who wants to come in, or where they want to be reached."""

    email = AddressField()


class CodeForm(forms.Form):
    """The six digits of a mail; pasted, with spaces or without."""

    code = forms.CharField(
        label=_("Les six chiffres du courriel"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "size": "10"}
        ),
        error_messages={"required": _("Écrivez ou collez les six chiffres.")},
    )


class NameForm(forms.Form):
    """A newcomer's one question."""

    name = NameField(error_messages={"required": _("Écrivez le nom que les autres liront.")})


class FirstAdministratorForm(forms.Form):
    """Whoever looks after the installation."""

    name = NameField()
    email = AddressField()


class ProfileForm(forms.Form):
    """What a person says of themself, and to whom."""

    name = NameField()
    agreement = forms.ChoiceField(
        label=_("On parle de moi"), choices=Person.Agreement.choices, required=False, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("D’où je parle"), max_length=160, required=False)
    brings = forms.CharField(label=_("Ce que j’apporte"), max_length=1000, required=False, widget=forms.Textarea)
    seeks = forms.CharField(label=_("Ce que je cherche"), max_length=1000, required=False, widget=forms.Textarea)
    practice = forms.CharField(label=_("Ma pratique"), max_length=1000, required=False, widget=forms.Textarea)

    def __init__(self, data=None, *, person: Person):
        initial = {
            field: getattr(person, field) for field in ("name", "agreement", "place", "brings", "seeks", "practice")
        }
        initial |= {f"{field}_for": person.audience_of(field) for field in Person.OWN_WORDS}
        super().__init__(data, initial=initial)
        for field in Person.OWN_WORDS:
            self.fields[f"{field}_for"] = forms.ChoiceField(label=_("Qui le lit"), choices=AUDIENCES)
        for field in ("brings", "seeks", "practice"):
            self.fields[field].widget.attrs |= {"rows": 3, "class": "voice"}
        self.fields["email_for"].label = _("Qui lit mon courriel")

    def words(self) -> dict:
        """What was said, as `Person.describe` takes it."""
        said = dict(self.cleaned_data)
        audiences = {field: said.pop(f"{field}_for") for field in Person.OWN_WORDS}
        return {**said, "audiences": audiences}

    def audience(self, field: str):
        """The « who reads it » of a field, to stand beside it."""
        return self[f"{field}_for"]


class SettingsForm(forms.Form):
    """How the place speaks and looks."""

    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    time_zone = forms.ChoiceField(label=_("Fuseau horaire"))
    theme = forms.ChoiceField(label=_("Apparence"), choices=Person.Theme.choices, widget=forms.RadioSelect)
    sober = forms.BooleanField(
        label=_("Mode sobre"),
        required=False,
        help_text=_("Ni polices ni dessins à charger\u00a0: des tableaux à la place."),
    )

    def __init__(self, data=None, *, person: Person):
        fields = ("language", "time_zone", "theme", "sober")
        super().__init__(data, initial={field: getattr(person, field) for field in fields})
        self.fields["time_zone"].choices = choices_with(person.time_zone)


class RhythmForm(forms.Form):
    """How often mail may come."""

    rhythm = forms.ChoiceField(
        label=_("Les courriels de Terreau"),
        widget=forms.RadioSelect,
        choices=[*Person.Rhythm.choices, (PAUSE, _("Une pause d’un mois, puis comme avant"))],
    )

    def choose(self, person: Person, *, at) -> None:
        """Do what was chosen."""
        choice = self.cleaned_data["rhythm"]
        if choice == PAUSE:
            person.choose_rhythm(person.mail_rhythm, at=at, paused_until=at.astimezone(person.zone).date() + A_MONTH)
        else:
            person.choose_rhythm(choice, at=at)


class LeavingForm(forms.Form):
    """What becomes of the words of somebody who leaves."""

    keep = forms.ChoiceField(
        label=_("Ce que j’ai écrit"),
        widget=forms.RadioSelect,
        choices=[
            ("name", _("reste, signé de mon nom")),
            ("words", _("reste, signé «\u00a0une personne partie\u00a0»")),
            ("nothing", _("s’efface\u00a0; ce qui fut écrit à plusieurs reste")),
        ],
        error_messages={"required": _("Choisissez ce que devient ce que vous avez écrit.")},
    )
    nobody_after = forms.BooleanField(
        label=_("Je pars en sachant que plus personne n’administrera cette installation."),
        error_messages={"required": _("Confirmez-le, ou passez d’abord le relais.")},
    )

    def __init__(self, person, *args, **kwargs):
        """Whoever administers alone confirms that nobody will after them; nobody else is asked."""
        super().__init__(*args, **kwargs)
        if not person.administers_alone:
            del self.fields["nobody_after"]
