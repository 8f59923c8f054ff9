"""Welcoming, what to read first, and the culture page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from terreau.people.local import local_path
from terreau.ui import rich

from ..models import CultureSection
from ..models.culture import LONGEST
from ..models.welcome import THINGS
from .fields import LineField, WordsField


class WordForm(forms.Form):
    """A welcomer's word."""

    word = WordsField(longest=300, label=_("Un mot, si vous voulez"), required=False, rows=2)


class ThingForm(forms.Form):
    """One thing to read."""

    title = LineField(longest=120, label=_("Titre"), required=False)
    url = forms.CharField(label=_("Adresse"), max_length=300, required=False)
    minutes = forms.IntegerField(label=_("Minutes de lecture"), min_value=1, max_value=60, initial=3, required=False)

    def clean_url(self):
        """A page of this house, or a safe address elsewhere."""
        url = self.cleaned_data["url"].strip()
        if url and not (url.startswith("https://") and url.isprintable() and " " not in url) and not local_path(url):
            raise ValidationError(_("Une adresse d’ici commence par /, une adresse d’ailleurs par https://."))
        return url

    def clean(self):
        """Both a title and an address, or neither."""
        said = super().clean()
        if said.get("title") and not said.get("url") and "url" not in self.errors:
            self.add_error("url", _("Il manque l’adresse."))
        if said.get("url") and not said.get("title"):
            self.add_error("title", _("Il manque le titre."))
        return said


class ThingsForm:
    """Three things to read, each in its own small form."""

    def __init__(self, data=None, *, things=()):
        begun = [{"title": t.title, "url": t.url, "minutes": t.minutes} for t in things]
        begun += [{}] * (THINGS - len(begun))
        self.forms = [ThingForm(data, prefix=f"lecture{n}", initial=begun[n]) for n in range(THINGS)]

    def is_valid(self) -> bool:
        """Whether each of the three is right."""
        valid = [form.is_valid() for form in self.forms]  # every one, so that each says what is wrong
        return all(valid)

    def things(self) -> list[dict]:
        """What was said, as `ThingToRead.choose` takes it; empty lines left out."""
        said = [form.cleaned_data for form in self.forms]
        return [{"title": s["title"], "url": s["url"], "minutes": s["minutes"] or 3} for s in said if s["title"]]


class CultureForm(forms.Form):
    """One section, over the version one has read."""

    source = WordsField(longest=LONGEST, rows=10, label=_("Texte"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, section: CultureSection | None = None):
        begun = {"source": section.source, "version": section.version} if section else {"version": 0}
        super().__init__(data, initial=begun)

    def clean_source(self):
        """Nothing a page cannot carry."""
        source = self.cleaned_data["source"]
        rich.render(source)
        return source
