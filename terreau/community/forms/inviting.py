"""Opening a door to somebody: a letter, a link, or a guest's seat for a time."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from terreau.people.forms import AddressField

from ..addresses import inside
from ..models.invitation import MOST_USES
from .fields import DayField, LineField, WordsField, in_the_future

LIVES = [(7, _("une semaine")), (30, _("un mois")), (90, _("trois mois"))]
LONGEST_VISIT = timedelta(days=366)


class LandingField(forms.CharField):
    """The page of this community that is promised: a path, or the whole address as copied from a browser."""

    def __init__(self):
        super().__init__(
            label=_("La page promise"),
            max_length=300,
            required=False,
            help_text=_("L’adresse d’un fil ou d’une page d’ici, si vous invitez pour cela. Sinon, la page d’accueil."),
        )


def promised(form, community, host: str) -> str:
    """The path typed in `landing`, refused when it does not lie in this community."""
    said = (form.cleaned_data.get("landing") or "").strip()
    for scheme in ("https://", "http://"):
        said = said.removeprefix(f"{scheme}{host}")
    path = inside(community, said)
    if said and not path:
        form.add_error("landing", _("Cette adresse n’est pas celle d’une page de la communauté."))
    return path


class LetterForm(forms.Form):
    """An invitation to somebody, by name."""

    name = LineField(
        longest=120, label=_("Son nom"), error_messages={"required": _("Une invitation s’adresse à quelqu’un.")}
    )
    email = AddressField(label=_("Son courriel"))
    word = WordsField(
        longest=600,
        label=_("Pourquoi cette personne, et pour quoi"),
        help_text=_("C’est ce qu’elle lira d’abord. Deux phrases à vous valent mieux qu’une présentation."),
        error_messages={"required": _("Dites-lui pourquoi vous pensez à elle.")},
    )
    landing = LandingField()

    def __init__(self, data=None, *, community, host):
        super().__init__(data)
        self.community, self.host = community, host

    def clean(self):
        """The promised page lies in this community."""
        said = super().clean()
        said["landing"] = promised(self, self.community, self.host)
        return said


class LinkForm(forms.Form):
    """A link for several people, and its QR code."""

    name = LineField(
        longest=120,
        label=_("Pour qui, pour quoi"),
        required=False,
        help_text=_("Pour vous y retrouver\u00a0: « colloque de mai »."),
    )
    uses = forms.IntegerField(
        label=_("Pour combien de personnes"),
        initial=10,
        validators=[MinValueValidator(1, _("Au moins une.")), MaxValueValidator(MOST_USES, _("Cent au plus."))],
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_USES}),
    )
    days = forms.TypedChoiceField(label=_("Pendant"), choices=LIVES, coerce=int, initial=30)
    landing = LandingField()

    def __init__(self, data=None, *, community, host):
        super().__init__(data, auto_id="link_%s")  # it stands beside the letter's form, on one page
        self.community, self.host = community, host

    def clean(self):
        """The promised page lies in this community."""
        said = super().clean()
        said["landing"] = promised(self, self.community, self.host)
        return said


class GuestForm(forms.Form):
    """Somebody from outside, in one circle, for a time."""

    name = LineField(longest=120, label=_("Son nom"))
    email = AddressField(label=_("Son courriel"))
    word = WordsField(longest=600, label=_("Pourquoi cette personne, et pour quoi"))
    until = DayField(label=_("Jusqu’au"), help_text=_("Ce soir-là, le cercle se referme pour elle, sans rien à faire."))

    def __init__(self, data=None, *, today):
        super().__init__(data, initial={"until": today + timedelta(days=30)})
        self.today = today

    def clean(self):
        """A day to come, within a year."""
        said = super().clean()
        day = in_the_future(self, "until", self.today)
        if day is not None and day - self.today > LONGEST_VISIT:
            self.add_error("until", _("Un an au plus\u00a0: au-delà, invitez la personne comme membre."))
        return said
