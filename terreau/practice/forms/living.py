"""Trials, variants, remarks, filing, practices in question, books."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.where import WhereForm
from terreau.conversation.forms import FormKey
from terreau.conversation.forms import Words as TypedText

from ..kinds import Kind
from ..models import Note, Questioning, Shelf, Trial
from .writing import LinkField, names_in

__all__ = ["names_in"]


def _lines(label, most: int, *, rows=3, required=True, missing="", hint="") -> TypedText:
    return TypedText(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else None,
    )


class VerdictForm(forms.Form):
    """How a note stands, read again."""

    verdict = forms.ChoiceField(choices=Note.Standing.choices)
    words = TypedText(max_length=1_000, required=False)

    def clean(self):
        """« À corriger » says what."""
        found = super().clean()
        if found.get("verdict") == Note.Standing.TO_CORRECT and not found.get("words"):
            self.add_error("words", _("Dites en quelques mots ce qui est à corriger."))
        return found


class TrialForm(FormKey):
    """« Je l’ai essayée. »"""

    changed = _lines(
        gettext_lazy("Ce que ça a changé chez nous"),
        2_000,
        missing=gettext_lazy("Dites ce que ça a changé chez vous, même si c’est « rien »."),
    )
    took = forms.CharField(label=gettext_lazy("Combien de temps"), max_length=120, required=False)
    again = forms.ChoiceField(
        label=gettext_lazy("Et maintenant"),
        choices=Trial.Again.choices,
        required=False,
        widget=forms.RadioSelect,
    )


class BeginForm(FormKey):
    """« J’essaie… d’ici… »"""

    what = forms.CharField(
        label=gettext_lazy("J’essaie…"),
        max_length=300,
        error_messages={"required": gettext_lazy("Dites en une phrase ce que vous essayez.")},
    )
    until = forms.DateField(
        label=gettext_lazy("D’ici le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Cette date ne se lit pas. Écrivez-la comme 2026-03-31.")},
    )

    def clean_until(self):
        """A day of this century."""
        day = self.cleaned_data["until"]
        if day is not None and not 2000 <= day.year <= 2199:
            raise ValidationError(_("Cette date est trop loin."), code="far")
        return day


class VariantForm(FormKey):
    """How it is done elsewhere."""

    name = forms.CharField(
        label=gettext_lazy("Où, pour qui"),
        max_length=120,
        help_text=gettext_lazy("Équipe de nuit, petite association…"),
        error_messages={"required": gettext_lazy("Dites où, ou pour qui.")},
    )
    words = _lines(gettext_lazy("Ce qui change"), 4_000, rows=4, missing=gettext_lazy("Dites ce qui change chez vous."))


class FilingForm(forms.Form):
    """One line of the inbox: what the note is, its words, its shelf."""

    kind = forms.ChoiceField(choices=Kind.choices)
    tags = forms.CharField(max_length=600, required=False)
    shelf = forms.ChoiceField(required=False)

    def __init__(self, *args, shelves, **kwargs):
        super().__init__(*args, **kwargs)
        self.shelves = {shelf.key: shelf for shelf in shelves}
        self.fields["shelf"].choices = [("", "—"), *((shelf.key, shelf.name) for shelf in shelves)]

    @property
    def is_filled(self) -> bool:
        """Whether something was said of it: words, or a shelf."""
        return bool(self.cleaned_data.get("tags", "").strip() or self.cleaned_data.get("shelf"))


class ShelfForm(forms.Form):
    """A shelf, a question or a brassée."""

    kind = forms.ChoiceField(label=gettext_lazy("Ce qu’on ouvre"), choices=Shelf.Kind.choices, required=False)
    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=200,
        error_messages={"required": gettext_lazy("Il manque un nom.")},
    )
    words = forms.CharField(label=gettext_lazy("Ce qu’on y trouve"), max_length=300, required=False)


class QuestioningForm(WhereForm, FormKey):
    """A practice put in question."""

    practice = forms.CharField(
        label=gettext_lazy("Ce que nous faisons"),
        max_length=300,
        help_text=gettext_lazy("En une phrase, comme on le dirait à quelqu’un qui arrive."),
        error_messages={"required": gettext_lazy("Dites en une phrase ce que nous faisons.")},
    )
    question = _lines(
        gettext_lazy("Ce qui nous fait douter"), 2_000, missing=gettext_lazy("Dites ce qui vous fait douter.")
    )
    hypothesis = _lines(gettext_lazy("Et si…"), 2_000, required=False, hint=gettext_lazy("Ce qu’on pourrait essayer."))
    note = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)


class HypothesisForm(forms.Form):
    """« Et si… »"""

    hypothesis = _lines(gettext_lazy("Et si…"), 2_000, missing=gettext_lazy("Dites ce qu’on pourrait essayer."))


class DecisionForm(forms.Form):
    """Adopted, adapted or dropped."""

    state = forms.ChoiceField(
        label=gettext_lazy("Ce qu’elle devient"),
        choices=[(state, state.label) for state in Questioning.DECIDED],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez : adoptée, adaptée ou abandonnée.")},
    )
    outcome = _lines(
        gettext_lazy("Ce que nous en gardons"),
        2_000,
        missing=gettext_lazy("Dites ce que vous en gardez : c’est ce qui servira aux autres."),
    )


class InUseForm(forms.Form):
    """Where it is in use."""

    place = forms.CharField(
        label=gettext_lazy("Où"),
        max_length=160,
        error_messages={"required": gettext_lazy("Dites où, en quelques mots.")},
    )
    how = forms.CharField(label=gettext_lazy("Comment, ou ce qui a été adapté"), max_length=300, required=False)


class BookForm(FormKey):
    """Something to read."""

    title = forms.CharField(
        label=gettext_lazy("Titre"), max_length=200, error_messages={"required": gettext_lazy("Il manque un titre.")}
    )
    author = forms.CharField(label=gettext_lazy("De qui"), max_length=160, required=False)
    link = LinkField()
    words = _lines(gettext_lazy("Ce que vous en dites"), 1_000, required=False)


class SayingForm(forms.Form):
    """What one says of a book."""

    words = TypedText(max_length=1_000, required=False)
