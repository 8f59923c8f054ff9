"""A note being written, corrected or translated."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.where import WhereForm
from terreau.conversation.attaching import AttachedFiles
from terreau.conversation.forms import FormKey
from terreau.conversation.forms import Words as TypedText
from terreau.ui import rich

from ..kinds import Kind, Language, Licence, shape_of
from ..picturing import unknown_names
from ..words import MAX_PART, MAX_TITLE, PARTS, Words, shown, tidy


def _part() -> TypedText:
    return TypedText(
        required=False,
        max_length=MAX_PART,
        widget=forms.Textarea,
        error_messages={
            "max_length": gettext_lazy(
                "Ce texte compte %(show_value)s caractères ; la limite est de %(limit_value)s. Faites-en deux fiches."
            )
        },
    )


class LinkField(forms.URLField):
    """An address outside, http or https."""

    def __init__(self, **options):
        super().__init__(
            label=gettext_lazy("Lien"),
            required=False,
            max_length=500,
            assume_scheme="https",
            error_messages={
                "invalid": gettext_lazy("Cette adresse n’est pas complète : elle commence par https://."),
                "max_length": gettext_lazy("Cette adresse est trop longue."),
            },
            **options,
        )

    def clean(self, value):
        """The address; only those that a browser opens as a page."""
        found = super().clean(value)
        if found and not found.lower().startswith(("http://", "https://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class WordsForm(FormKey):
    """The words of a note, in the parts of its kind."""

    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=MAX_TITLE,
        error_messages={
            "required": gettext_lazy("Il manque un titre : ce qu’on chercherait en en ayant besoin."),
            "max_length": gettext_lazy("Ce titre compte %(show_value)s signes ; la limite est de %(limit_value)s."),
        },
    )
    when, needs, body = _part(), _part(), _part()
    asks_alt = True  # a picture is said in words, except when it is only being put aside for later

    def __init__(self, *args, attached: AttachedFiles | None = None, known_as: dict | None = None, **kwargs):
        """`known_as`: by the key of a file's row, the names it had before."""
        super().__init__(*args, **kwargs)
        self.attached, self.known_as = attached or AttachedFiles(), known_as or {}
        self.shape = shape_of(self.kind_now())
        for name in PARTS:
            if part := getattr(self.shape, name):
                self.fields[name].label, self.fields[name].help_text = part.label, part.hint
                self.fields[name].widget.attrs["rows"] = part.rows
            else:
                self.fields[name].label = gettext_lazy("Et aussi")

    def kind_now(self) -> str:
        """The kind chosen while the form is being filled."""
        given = self["kind"].value() if self.is_bound else self.initial.get("kind")
        return given if given in Kind.values else Kind.METHOD

    def parts(self) -> list:
        """The fields to show: those of the kind, and any other that holds words already."""
        return [self[name] for name in PARTS if getattr(self.shape, name) or self[name].value()]

    def clean_title(self) -> str:
        """On one line."""
        title = " ".join(tidy(self.cleaned_data["title"]).split())
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean(self):
        """Each part is refused where it was typed when a page cannot carry it, or asks for a picture nobody gave."""
        for name in PARTS:
            try:
                shown(self.cleaned_data.get(name, ""))
            except rich.TooRich as refusal:
                self.add_error(name, refusal)
            self._ask_pictures(name)
        for sentence in self.attached.refusals:
            self.add_error(None, sentence)
        if self.asks_alt:
            self.attached.asks_words = True
            for file in self.attached.undescribed():
                said = _("Dites en quelques mots ce que montre « %(name)s », pour qui ne voit pas l’image.")
                self.add_error(None, said % {"name": file.name})
        return super().clean()

    def _ask_pictures(self, name: str) -> None:
        pictures = [file for file, _alt in self.attached.given if file.is_picture]
        names = [called for file in pictures for called in (file.name, *self.known_as.get(file.pk, ()))]
        for asked in unknown_names(self.cleaned_data.get(name, ""), names):
            said = _("Aucune image jointe ne s’appelle « %(name)s ». Joignez-la plus bas, ou corrigez ce nom.")
            self.add_error(name, said % {"name": asked})

    def once(self, where: str) -> str:
        """What tells this sending apart; the words of all parts count."""
        self.cleaned_data["text"] = self.words().whole
        return super().once(where)

    def words(self) -> Words:
        """As typed."""
        return Words(*(self.cleaned_data.get(name, "") for name in ("title", *PARTS)))


class TermsForm(WordsForm):
    """And what others may do with it."""

    link = LinkField()
    licence = forms.ChoiceField(
        label=gettext_lazy("Ce que les autres peuvent en faire"), choices=Licence.choices, required=False
    )
    credit = forms.CharField(
        label=gettext_lazy("Mention à reproduire telle quelle"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Si une autrice ou un auteur exige une phrase exacte, elle suivra la fiche partout."),
    )

    def terms(self) -> dict:
        """Link, licence and credit."""
        return {
            "link": self.cleaned_data.get("link", ""),
            "licence": self.cleaned_data.get("licence") or Licence.OURS,
            "credit": " ".join(tidy(self.cleaned_data.get("credit", "")).split()),
        }


class NoteForm(WhereForm, TermsForm):
    """A new note."""

    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=Language.choices, required=False)
    tags = forms.CharField(
        label=gettext_lazy("Mots"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("Séparés par des virgules. Laissez vide : la personne documentaliste s’en occupe."),
    )
    authors = forms.MultipleChoiceField(
        label=gettext_lazy("Proposer de signer avec vous"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["authors"].choices = [(person.key, person.name) for person in people]

    def signing(self) -> list:
        """The people to whom signing together is offered."""
        return [self.people[key] for key in self.cleaned_data["authors"]]


class EditForm(TermsForm):
    """A note being corrected, from one of its versions."""

    base = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class TranslationForm(WordsForm):
    """A note in its other language; its pictures are those of the first."""

    asks_alt = False


def names_in(typed: str) -> list[str]:
    """The words of « plainte, écoute; accueil »."""
    return [word for word in (piece.strip() for piece in typed.replace(";", ",").split(",")) if word][:20]
