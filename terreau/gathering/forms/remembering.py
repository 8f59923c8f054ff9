"""What came out of a gathering: who was there, one thing a line, in one or two languages."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.fields import WordsField
from terreau.conversation.attaching import AttachedFiles

from ..templating import PART_WORDS

LANGUAGES = ("fr", "en")


class MemoryForm(forms.Form):
    """Attendance and what came out, ready with what is already known."""

    links = WordsField(
        longest=2_000,
        rows=2,
        label=gettext_lazy("À relire : fiches, liens"),
        required=False,
        help_text=gettext_lazy("Un par ligne."),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Les personnes qu’on reconnaît sur les photos sont d’accord"), required=False
    )

    def __init__(self, data=None, *, outputs, language: str, offered, attached: AttachedFiles, memory=None, **kwargs):
        super().__init__(data, **kwargs)
        self.outputs, self.attached = outputs, attached
        self.languages = (language, *(one for one in LANGUAGES if one != language))
        self.offered = {one.key: one for one in offered}
        texts = {text.language: text for text in memory.texts} if memory else {}
        for code in self.languages:
            for part in outputs:
                self.fields[f"{part}_{code}"] = WordsField(
                    longest=4_000,
                    rows=3,
                    label=PART_WORDS[part],
                    required=False,
                    initial=getattr(texts.get(code), part, ""),
                )
        self.fields["came"] = forms.MultipleChoiceField(
            choices=[(key, key) for key in self.offered], required=False, label=gettext_lazy("Qui était là")
        )
        self.fields["links"].initial = memory.memory.links if memory else ""

    def clean(self):
        """A photo needs the word of those it shows."""
        said = super().clean()
        for sentence in self.attached.refusals:
            self.add_error(None, sentence)
        if any(file.is_picture for file, _alt in self.attached.given) and not said.get("consent"):
            self.add_error("consent", _("Dites que les personnes reconnaissables sont d’accord, ou retirez la photo."))
        return said

    def fields_in(self, code: str) -> list:
        """The parts in one language, ready to show."""
        return [self[f"{part}_{code}"] for part in self.outputs]

    def texts(self) -> dict[str, dict[str, str]]:
        """What was said, by language."""
        return {code: {part: self.cleaned_data[f"{part}_{code}"] for part in self.outputs} for code in self.languages}

    def came(self, kind: str) -> list:
        """Those who came, of one kind: « person » or « guest »."""
        chosen = [self.offered[key] for key in self.cleaned_data["came"]]
        return [one for one in chosen if one.kind == kind]
