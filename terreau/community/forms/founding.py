"""Opening a community, and saying how it is."""

import zoneinfo

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from terreau.people.forms import AddressField
from terreau.people.zones import choices_with

from ..models import Community
from .fields import LineField, WordsField


class SmallLetters(forms.CharField):
    """Text kept in small letters, however it is typed."""

    def to_python(self, value):
        """« Tissage » is « tissage »."""
        return super().to_python(value).lower()


def _address_of(name: str) -> str:
    """A name as the end of an address: « L’été à Québec » is « l-ete-a-quebec ». Empty when it has no Latin letter."""
    said = slugify(name.replace("’", " ").replace("'", " ")).replace("_", "-").strip("-")
    whole_words = said[:51].rpartition("-")[0] if len(said) > 50 else said
    return (whole_words or said[:50]).strip("-")


class FoundingForm(forms.Form):
    """What an administrator says to open a community."""

    name = LineField(longest=120, label=_("Nom"), error_messages={"required": _("Donnez un nom à la communauté.")})
    slug = SmallLetters(
        label=_("Adresse"),
        max_length=50,
        required=False,
        help_text=_("Courte\u00a0: elle vient après /c/. Laissez vide, et elle se fait du nom."),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("Lettres minuscules, chiffres et traits d’union."))],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    purpose = LineField(longest=300, label=_("Ce qui vous réunit, en une phrase"), required=False)
    coordinator_name = LineField(longest=120, label=_("Qui la coordonne"), required=False)
    coordinator_email = AddressField(
        label=_("Son courriel"),
        required=False,
        help_text=_("Laissez vide si c’est vous\u00a0: vous serez la première personne à la coordination."),
    )

    def clean_slug(self):
        """Made of the name when it is left empty; refused when a community is there."""
        slug = self.cleaned_data["slug"] or _address_of(self.cleaned_data.get("name", ""))
        if not slug and "name" in self.cleaned_data:
            raise forms.ValidationError(_("Lettres minuscules, chiffres et traits d’union."))
        if Community.at(slug) is not None:
            raise forms.ValidationError(_("Cette adresse est déjà celle d’une autre communauté."))
        return slug

    def clean(self):
        """A coordinator has an address, and the address a name."""
        said = super().clean()
        if (
            said.get("coordinator_name")
            and not said.get("coordinator_email")
            and "coordinator_email" not in self.errors
        ):
            self.add_error("coordinator_email", _("Il faut son courriel pour lui confier la coordination."))
        return said


class SettingsForm(forms.Form):
    """How a community is called, what holds it together, and how one comes in."""

    name = LineField(longest=120, label=_("Nom"))
    acronym = LineField(longest=20, label=_("Sigle"), required=False)
    nickname = LineField(
        longest=40,
        label=_("Petit nom"),
        required=False,
        help_text=_("Celui qu’on dit en passant. Il s’affiche en haut des pages."),
    )
    purpose = LineField(longest=300, label=_("Ce qui vous réunit, en une phrase"), required=False)
    question = WordsField(longest=200, rows=2, label=_("La question du moment"), required=False)
    language = forms.ChoiceField(label=_("Langue des courriels de la communauté"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField()
    entry = forms.ChoiceField(label=_("Comment on entre"), choices=Community.Entry.choices, widget=forms.RadioSelect)
    public_page = forms.BooleanField(
        label=_("Une page publique\u00a0: le nom, la raison d’être et comment entrer"),
        required=False,
        help_text=_("Tout le monde peut la lire, sans compte. Ni noms, ni échanges n’y figurent."),
    )
    public_talk = forms.BooleanField(
        label=_("Des échanges lisibles par tout le monde"),
        required=False,
        help_text=_(
            "Les fils de toute la communauté, ceux d’hier compris, avec les noms. Ceux des cercles n’en sont jamais."
        ),
    )

    FIELDS = (
        "name", "acronym", "nickname", "purpose", "question",
        "language", "time_zone", "entry", "public_page", "public_talk",
    )  # fmt: skip

    def __init__(self, data=None, *, community: Community):
        super().__init__(data, initial={field: getattr(community, field) for field in self.FIELDS})
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Fuseau horaire"), choices=choices_with(community.time_zone)
        )
        self.community = community

    def clean_time_zone(self):
        """A zone that the machine knows."""
        zone = self.cleaned_data["time_zone"]
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("Ce fuseau horaire est inconnu ici."))
        return zone

    def clean(self):
        """What is open to all has a public page where it begins."""
        said = super().clean()
        if said.get("public_talk") and not said.get("public_page"):
            self.add_error("public_talk", _("Des échanges publics demandent une page publique où ils commencent."))
        if said.get("entry") in (Community.Entry.OPEN, Community.Entry.REQUEST) and not said.get("public_page"):
            self.add_error(
                "public_page",
                _("Pour entrer librement ou sur demande, il faut une page où le lire\u00a0: cochez celle-ci."),
            )
        return said

    def changes(self, today) -> dict:
        """What differs from before, as `Community.describe` takes it."""
        said = {field: self.cleaned_data[field] for field in self.FIELDS}
        new = {field: value for field, value in said.items() if getattr(self.community, field) != value}
        if "question" in new:
            new["question_since"] = today if new["question"] else None
        return new
