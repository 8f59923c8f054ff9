"""What people type: read here once, refused with a sentence that says how to mend it."""

import hashlib
import secrets
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.where import EVERYBODY, WhereForm
from terreau.ui import dates, rich

from .attaching import AttachedFiles
from .models import HelpOffer
from .words import MAX_CALL, MAX_TEXT, MAX_TITLE, tidy


class Words(forms.CharField):
    """A text as people type it: line ends made one before it is measured."""

    def to_python(self, value):
        """The text with one kind of line end, nothing at the edges."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


def text_field(label, *, required=True, rows=4) -> Words:
    """The box itself."""
    return Words(
        label=label,
        required=required,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": gettext_lazy("Il manque votre message : une phrase ou un lien suffit."),
            "max_length": gettext_lazy(
                "Ce texte compte %(show_value)s caractères ; la limite est de %(limit_value)s. "
                "Coupez-le en deux messages."
            ),
        },
    )


class FormKey(forms.Form):
    """A form that counts once, however often it is sent."""

    form_key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = secrets.token_hex(16)

    def once(self, where: str) -> str:
        """What tells this sending apart: form, place and words, so that words changed after « back » are new.

        A form without a key (a small step elsewhere) counts once a day for the same words.
        """
        given = self.cleaned_data.get("form_key") or f"{timezone.now():%Y-%m-%d}"
        said = [given, where, self.cleaned_data.get("title", ""), self.cleaned_data.get("text", "")]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:32]


class MessageForm(FormKey):
    """One message, with its files. `attached` holds the files that came, also when the words are refused."""

    text = text_field(gettext_lazy("Votre message"))

    def __init__(self, *args, attached: AttachedFiles | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.attached = attached or AttachedFiles()

    def clean_text(self) -> str:
        """The words as they will be kept; refused when a page cannot carry them."""
        text = tidy(self.cleaned_data["text"])
        if not text and self.fields["text"].required:
            raise ValidationError(self.fields["text"].error_messages["required"], code="required")
        rich.measure(text)
        return text

    def clean(self):
        """The files' own refusals stand beside them, and stop the sending too."""
        for sentence in self.attached.refusals:
            self.add_error(None, sentence)
        return super().clean()


class PlacedForm(WhereForm, MessageForm):
    """A message for the whole community or for a circle where one may write."""

    def place_now(self):
        """The circle that is chosen while the form is being filled."""
        return self.circles.get(self["where"].value() or EVERYBODY, self._first_circle())

    def _first_circle(self):
        if self.fields["where"].choices[0][0] == EVERYBODY:
            return None
        return next(iter(self.circles.values()))


class ThreadForm(PlacedForm):
    """Something new: one box, and a title if one wishes."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=MAX_TITLE, required=False)


class CallForm(PlacedForm):
    """« Qui a déjà… ? », for a day."""

    title = forms.CharField(
        label=gettext_lazy("Votre question"),
        max_length=MAX_CALL,
        error_messages={
            "required": gettext_lazy("Il manque la question. Complétez : « Qui a déjà… ? »"),
            "max_length": gettext_lazy(
                "La question compte %(show_value)s signes ; la limite est de %(limit_value)s. "
                "Le reste va dans les précisions."
            ),
        },
    )
    text = text_field(gettext_lazy("Précisions"), required=False)
    until = forms.ChoiceField(
        label=gettext_lazy("Pour quand"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez pour quand il vous faut une réponse."),
            "invalid_choice": gettext_lazy("Choisissez une de ces dates."),
        },
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].choices = deadlines(today)

    def clean_title(self) -> str:
        """The question on one line."""
        title = " ".join(tidy(self.cleaned_data["title"]).split())
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def said(self) -> dict[str, str]:
        """The question is the message when nothing more is said; else it is the title."""
        title, text = self.cleaned_data["title"], self.cleaned_data["text"]
        return {"title": title, "text": text} if text else {"title": "", "text": title}

    def last_day(self) -> date:
        """The day chosen."""
        return date.fromisoformat(self.cleaned_data["until"])


def deadlines(today: date) -> list[tuple[str, str]]:
    """Friday (the next one when it is tomorrow or today), in ten days, in a month."""
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    if friday - today < timedelta(days=2):
        friday += timedelta(days=7)
    days = [(friday, _("%(day)s")), (today + timedelta(days=10), _("Dans dix jours, %(day)s"))]
    days.append((today + timedelta(days=30), _("Dans un mois, %(day)s")))
    return [(day.isoformat(), said % {"day": dates.day(day)}) for day, said in days]


class OfferForm(forms.Form):
    """One's answer to a call; empty takes it back."""

    kind = forms.ChoiceField(choices=[("", ""), *HelpOffer.Kind.choices], required=False)
    word = forms.CharField(max_length=300, required=False)


class CloseCallForm(forms.Form):
    """What helped, and who is thanked for it."""

    helped = Words(
        label=gettext_lazy("Ce qui m’a aidé"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Quelques mots pour qui aura la même question."),
    )
    thanked = forms.MultipleChoiceField(
        label=gettext_lazy("Dire merci à"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["thanked"].choices = [(person.key, person.name) for person in people]

    def those_thanked(self) -> list:
        """The people chosen."""
        return [self.people[key] for key in self.cleaned_data["thanked"]]


class ReasonForm(forms.Form):
    """Why something is taken out; the person and everybody there read it."""

    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        max_length=300,
        error_messages={"required": gettext_lazy("Dites pourquoi : la personne et le journal le verront.")},
    )


class TitleForm(forms.Form):
    """A title, or none."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=MAX_TITLE, required=False)


class DraftForm(forms.Form):
    """What is being written, somewhere."""

    text = Words(max_length=MAX_TEXT, required=False)
    title = forms.CharField(max_length=MAX_TITLE, required=False)
