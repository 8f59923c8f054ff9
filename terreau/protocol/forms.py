"""What people type around a session, read here once, refused with a sentence that says how to mend it."""

import copy
import secrets

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.fields import DayField, LineField, WordsField
from terreau.people.models import Person

from . import shape
from .models import Capture, Cohort, Review
from .models.capture import MAX_WORDS
from .models.cohort import SIZES
from .models.free_time import PARTS


class WordsForm(forms.Form):
    """A few words at a step; sent twice they count once."""

    text = WordsField(
        longest=MAX_WORDS,
        error_messages={
            "required": gettext_lazy("Il manque vos mots."),
            "max_length": gettext_lazy(
                "Ce texte compte %(show_value)s caractères\u00a0; la limite est de %(limit_value)s."
            ),
        },
    )
    form_key = forms.CharField(max_length=32, required=False)

    @property
    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return str(next(iter(self.errors.get("text", [_("Ce texte ne peut pas être gardé.")]))))


def new_form_key() -> str:
    """What tells one sending of a form from the next."""
    return secrets.token_hex(8)


class PrepareForm(forms.Form):
    """Where it is held, and what it is called."""

    title = LineField(
        longest=120,
        required=False,
        label=gettext_lazy("Un titre"),
        help_text=gettext_lazy("La communauté le lira\u00a0: rien de la situation n’y figure."),
    )
    circle = forms.ChoiceField(required=False, label=gettext_lazy("Avec qui"))

    def __init__(self, *args, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self._circles = {circle.key: circle for circle in circles}
        named = [(key, circle.name) for key, circle in self._circles.items()]
        self.fields["circle"].choices = [("", _("Toute la communauté")), *named]

    @property
    def chosen_circle(self):
        """The circle chosen, or None for the whole community."""
        return self._circles.get(self.cleaned_data["circle"])


class ReviewForm(forms.Form):
    """« Bilan en 90 secondes »."""

    takes = WordsField(longest=600, rows=2, required=False, label=gettext_lazy("Ce que je retiens"))
    will_try = WordsField(
        longest=600,
        rows=2,
        required=False,
        label=gettext_lazy("Ce que je vais essayer"),
        help_text=gettext_lazy("Dans deux semaines, une question, une seule fois\u00a0: qu’avez-vous essayé\u00a0?"),
    )
    worth = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Cela valait-il le temps\u00a0?"),
        choices=Review.Worth.choices,
        widget=forms.RadioSelect,
    )
    learning = WordsField(
        longest=600, rows=2, required=False, label=gettext_lazy("Un apprentissage, sans la situation de personne")
    )
    share = forms.BooleanField(
        required=False, label=gettext_lazy("Je laisse cet apprentissage au groupe, avec mon nom")
    )

    def __init__(self, *args, review=None, **kwargs):
        if review is not None:
            names = ("takes", "will_try", "worth", "learning")
            kwargs["initial"] = {name: getattr(review, name) for name in names} | {"share": bool(review.shared_at)}
        super().__init__(*args, **kwargs)

    def words(self) -> dict:
        """What was said, as `Review.make` takes it."""
        return dict(self.cleaned_data)


class TellForm(forms.Form):
    """« Qu’avez-vous essayé ? »"""

    tried = WordsField(
        longest=600,
        rows=3,
        label=gettext_lazy("Ce que j’ai essayé, et ce que cela a donné"),
        error_messages={
            "required": gettext_lazy("Une phrase suffit\u00a0; «\u00a0rien encore\u00a0» est une réponse.")
        },
    )


class HarvestForm(forms.Form):
    """A session held on paper, in three minutes: what came out, and who brought something."""

    owner = forms.ChoiceField(required=False, label=gettext_lazy("Qui apportait quelque chose"))
    learnings = WordsField(
        longest=4_000,
        rows=6,
        required=False,
        label=gettext_lazy("Ce qui est resté"),
        help_text=gettext_lazy("Une ligne par idée. Seules les personnes qui y étaient le liront."),
    )

    def __init__(self, *args, people, format, **kwargs):
        super().__init__(*args, **kwargs)
        self._people, self._format = {one.key: one for one in people}, format
        self.fields["owner"].choices = [("", _("Personne en particulier"))] + [
            (key, one.person.name) for key, one in self._people.items()
        ]

    def harvest(self, run, *, by, at) -> None:
        """Write it all down and close the run, as if it had been driven here."""
        if (owner := self._people.get(self.cleaned_data["owner"])) and self._format.owner:
            owner.run = run
            owner.hold(self._format.owner)
        run.gesture("begin", by=by, at=at, seen=run.state.number)
        last = len(self._format.steps) - 1
        for line in self.cleaned_data["learnings"].splitlines()[:40]:
            if line.strip():
                Capture.write(run, by=by, at=at, text=line.strip(), step=last)
        run.gesture("end", by=by, at=at, seen=run.state.number)


class AdaptForm(forms.Form):
    """A copy of a format: its name, and for each step its minutes and its sentences, in both languages."""

    name_fr = LineField(longest=120, label=gettext_lazy("Nom, en français"))
    name_en = LineField(longest=120, label=gettext_lazy("Nom, en anglais"))

    def __init__(self, *args, form: shape.Format, **kwargs):
        initial = {"name_fr": form.name[0], "name_en": form.name[1]}
        super().__init__(*args, initial=initial, **kwargs)
        self.format, self.steps = form, form.raw["step"]
        for at, step in enumerate(self.steps):
            title = shape.spoken(step["title"])
            self.fields[f"minutes_{at}"] = forms.IntegerField(
                min_value=1, max_value=240, label=_("%(title)s, minutes") % {"title": title}, initial=step["minutes"]
            )
            self._ask_words(f"say_{at}", title, step["say"])
            for role, words in step.get("to", {}).items():
                self._ask_words(f"to_{at}_{role}", f"{title}, {form.role(role)}", words)

    def _ask_words(self, name: str, title: str, words) -> None:
        for place, language in enumerate((_("français"), _("anglais"))):
            self.fields[f"{name}_{place}"] = WordsField(
                longest=shape.LONGEST,
                rows=2,
                label=_("%(title)s, ce qui se dit en %(language)s") % {"title": title, "language": language},
                initial=words[place],
            )

    def definition(self) -> dict:
        """The format's values with what was changed."""
        raw, said = copy.deepcopy(self.format.raw), self.cleaned_data
        raw["name"] = [said["name_fr"], said["name_en"]]
        for at, step in enumerate(raw["step"]):
            step["minutes"] = said[f"minutes_{at}"]
            step["say"] = [said[f"say_{at}_0"], said[f"say_{at}_1"]]
            for role in step.get("to", {}):
                step["to"][role] = [said[f"to_{at}_{role}_0"], said[f"to_{at}_{role}_1"]]
        return raw


class FreeTimeForm(forms.Form):
    """When one is usually free."""

    parts = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Je suis en général libre"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(PARTS.items()),
    )


class CohortForm(forms.Form):
    """Who goes a way together, from when to when, and what they promise one another."""

    kind = forms.ChoiceField(label=gettext_lazy("Sous quelle forme"), choices=Cohort.Kind.choices)
    method = forms.ChoiceField(
        required=False,
        label=gettext_lazy("La méthode d’une cohorte"),
        help_text=gettext_lazy("Un duo suit le duo de coaching\u00a0; un trio, la troïka."),
    )
    name = LineField(longest=80, label=gettext_lazy("Son nom"))
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Avec qui"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chaque personne accepte, ou non, sans dire pourquoi."),
        error_messages={"required": gettext_lazy("Choisissez au moins une personne.")},
    )
    begins_on = DayField(label=gettext_lazy("Commence le"))
    ends_on = DayField(label=gettext_lazy("Se termine le"))
    pact = WordsField(
        longest=2_000,
        rows=4,
        required=False,
        label=gettext_lazy("Notre pacte"),
        help_text=gettext_lazy("Ce que l’on se promet\u00a0: présence, discrétion, comment on se prévient."),
    )

    FORMATS = {"cohort": "codeveloppement", "duo": "duo", "trio": "troika"}
    METHODS = ("codeveloppement", "codeveloppement-quebec", "incident", "incident-long", "balint", "entraide")

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        house = shape.house_formats()
        self.fields["method"].choices = [(slug, str(house[slug])) for slug in self.METHODS]
        self._others: dict[str, Person] = {fit.membership.key: fit.membership.person for fit in others}
        self.fields["people"].choices = [(key, person.name) for key, person in self._others.items()]

    def clean(self):
        """An end after its beginning, and as many people as this takes."""
        said = super().clean()
        begins, ends = said.get("begins_on"), said.get("ends_on")
        if begins and ends and not begins < ends:
            self.add_error("ends_on", _("La fin vient après le début."))
        if begins and ends and (ends - begins).days > 800:
            self.add_error("ends_on", _("Deux ans au plus\u00a0: on peut toujours continuer ensuite."))
        least, most = SIZES.get(said.get("kind", ""), (2, 8))
        if "people" in said and not least <= len(said["people"]) + 1 <= most:
            wanted = _("Choisissez de %(least)s à %(most)s personnes, en plus de vous.")
            self.add_error("people", wanted % {"least": least - 1, "most": most - 1})
        return said

    def words(self) -> dict:
        """What was said, as `Cohort.propose` takes it."""
        said = {name: self.cleaned_data[name] for name in ("kind", "name", "begins_on", "ends_on", "pact")}
        method = self.cleaned_data["method"] if said["kind"] == "cohort" else ""
        return {**said, "format_slug": method or self.FORMATS[said["kind"]]}

    def chosen(self) -> list[Person]:
        """Whom it is proposed to."""
        return [self._others[key] for key in self.cleaned_data["people"]]
