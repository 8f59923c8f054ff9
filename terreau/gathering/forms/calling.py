"""Calling a gathering: three things asked, the rest as it was last time."""

from datetime import datetime, timedelta

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.community.forms.fields import DayField, LineField, WordsField
from terreau.community.forms.where import WhereForm

from ..kinds import CHOICES, KINDS, kind_of
from ..models import Described
from ..models.described import LONGEST, MOST_SLOTS
from ..recurrence import RuleRefused, on_the_clock, read_rule

FURTHEST = timedelta(days=3 * 366)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RHYTHMS = [
    ("once", gettext_lazy("une seule fois")),
    ("weekly", gettext_lazy("chaque semaine")),
    ("fortnightly", gettext_lazy("toutes les deux semaines")),
    ("monthly", gettext_lazy("chaque mois, le même jour de la semaine")),
    ("last", gettext_lazy("chaque mois, le dernier de ces jours")),
    ("bimonthly", gettext_lazy("tous les deux mois, le même jour de la semaine")),
    ("quarterly", gettext_lazy("tous les trois mois, le même jour de la semaine")),
    ("other", gettext_lazy("autrement : une règle écrite")),
]
ALL_EXTRAS = sorted({f"extra_{extra.key}" for kind in KINDS.values() for extra in kind.extras})
INHERITED = ("kind", "minutes", "mode", "place", "link", "phone")


class ClockField(forms.TimeField):
    """An hour, as browsers and people write it."""

    def __init__(self, **options):
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        wrong = {"invalid": gettext_lazy("Cette heure s’écrit comme 12:15.")}
        formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"]
        super().__init__(**{"widget": widget, "input_formats": formats, "error_messages": wrong, **options})

    def to_python(self, value):
        """« 12 h 15 » is 12:15."""
        return super().to_python(value.replace("\u00a0", "").replace(" ", "") if isinstance(value, str) else value)


class WordsForm(forms.Form):
    """The words of a gathering, whatever its date."""

    title = LineField(longest=140, label=gettext_lazy("Titre"))
    kind = forms.ChoiceField(label=gettext_lazy("Quelle sorte de rencontre"), choices=CHOICES, required=False)
    intention = WordsField(longest=400, rows=2, label=gettext_lazy("Ce qu’on veut en tirer"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée, en minutes"), min_value=5, max_value=LONGEST, required=False
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Où"), choices=Described.Mode.choices, widget=forms.RadioSelect, required=False
    )
    place = LineField(longest=200, label=gettext_lazy("Lieu"), required=False)
    link = forms.URLField(
        label=gettext_lazy("Lien de la visio"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("N’importe quel outil. Le même lien pour toutes les dates d’une série."),
    )
    phone = LineField(longest=80, label=gettext_lazy("Numéro à appeler"), required=False)
    prepare = LineField(longest=500, label=gettext_lazy("Pour préparer"), required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=1,
        max_value=5_000,
        required=False,
        help_text=gettext_lazy("Vide : les places ne se comptent pas. Au-delà, une liste d’attente."),
    )
    meals = forms.BooleanField(label=gettext_lazy("On mange ensemble"), required=False)

    def __init__(self, data=None, *, held=None, **kwargs):
        initial = {name: getattr(held, name) for name in self.base_fields if hasattr(held, name)} if held else {}
        super().__init__(data, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.held = held
        said = self.data if self.is_bound else self.initial
        self.kind_now = kind_of(said.get("kind") or "plenary")
        self.is_again = "shown" in self.initial
        self.shown_minutes = said.get("shown_minutes", "" if self.is_bound else said.get("minutes") or "")
        self._add_extras(self.kind_now)
        self.aside = [(name, said[name]) for name in ALL_EXTRAS if name not in self.fields and said.get(name)]

    @property
    def beside(self) -> list[str]:
        """What stands folded, as last time: opened where something in it is refused."""
        shown = ("title", "day", "hour", "where", "rhythm")
        return [name for name in self.fields if name not in shown and not name.startswith(("day_", "hour_"))]

    @property
    def asks_fields(self) -> bool:
        """Whether the fields of another kind were asked for, or were never shown: it is not sent for good yet."""
        shown = KINDS.get(self.data.get("shown", ""))
        return "fields" in self.data or (shown is not None and shown.extras != self.kind_now.extras)

    def again(self, **given) -> "WordsForm":
        """The same words in the fields of the kind just chosen, with its own length; nothing typed is lost."""
        words = {name: self[name].value() for name in self.fields} | dict(self.aside)
        typed = words["minutes"] or ""
        words["minutes"] = self._length(typed)
        kept = words["minutes"] == typed and typed != self.shown_minutes
        words |= {"kind": self.kind_now.key, "shown": True, "shown_minutes": "" if kept else words["minutes"]}
        return type(self)(initial=words, **given)

    def _length(self, typed):
        """What was typed; the kind's own where nothing was, or only what the kind shown before suggested."""
        shown = KINDS.get(self.data.get("shown", ""), self.kind_now)
        suggested = {str(shown.minutes), self.shown_minutes if self.held is None else ""}
        changed = shown != self.kind_now and str(typed) in suggested
        return self.kind_now.minutes if changed or not typed else typed

    def _add_extras(self, kind) -> None:
        """What this kind asks for beside."""
        self.extras = [f"extra_{extra.key}" for extra in kind.extras]
        details = getattr(self.held, "details", None) or {}
        for extra in kind.extras:
            label = capfirst(str(extra.label))
            field: forms.Field = LineField(longest=200, label=label, required=False)
            if extra.number:
                field = forms.IntegerField(min_value=1, max_value=MOST_SLOTS, label=label, required=False)
            elif extra.long:
                field = WordsField(longest=600, rows=3, label=label, required=False)
            field.initial = details.get(extra.key, "")
            self.fields[f"extra_{extra.key}"] = field

    def clean(self):
        """What was left empty is what its kind usually is."""
        said = super().clean()
        said["kind"] = self.kind_now.key
        if "minutes" not in self.errors:
            said["minutes"] = self._length(said.get("minutes"))
        said["mode"] = said.get("mode") or Described.Mode.HERE
        return said

    def words(self) -> dict:
        """What was said, as the verbs take it."""
        said = {name: self.cleaned_data[name] for name in WordsForm.base_fields}
        kind = kind_of(said["kind"])
        details = {extra.key: self.cleaned_data.get(f"extra_{extra.key}") for extra in kind.extras}
        said["details"] = {key: value for key, value in details.items() if value}
        said["slot_minutes"] = kind.slot_minutes
        return said


class CalledForm(WhereForm, WordsForm):
    """The words, and who is called."""

    where = forms.ChoiceField(label=gettext_lazy("Qui est appelé"), required=False)


class MomentForm(forms.Form):
    """A day and an hour on the clock of the community."""

    day = DayField(label=gettext_lazy("Jour"))
    hour = ClockField(label=gettext_lazy("Heure"))

    def __init__(self, *args, community, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.community, self.at = community, at

    def clean(self):
        """A moment that exists, and is to come."""
        said = super().clean()
        if said.get("day") and said.get("hour"):
            said["first_local"] = datetime.combine(said["day"], said["hour"])
            said["starts_at"] = self._moment(said["first_local"])
        return said

    def _moment(self, local: datetime) -> datetime | None:
        today = self.community.day(self.at)
        if not today - timedelta(days=1) <= local.date() <= today + FURTHEST:
            self.add_error("day", _("Choisissez un jour à venir, dans les trois ans."))
            return None
        moment = on_the_clock(local, self.community.zone)
        if moment.replace(tzinfo=None) != local:
            self.add_error("hour", _("Cette heure n’existe pas cette nuit-là : on passe à l’heure d’été."))
            return None
        if moment <= self.at:
            self.add_error("day", _("Ce moment est déjà passé."))
        return moment


class CallForm(MomentForm, CalledForm):
    """A gathering, or a rhythm of them, for the whole community or for a circle."""

    rhythm = forms.ChoiceField(label=gettext_lazy("À quel rythme"), choices=RHYTHMS, required=False)
    rule = LineField(
        longest=300,
        label=gettext_lazy("La règle, telle que les agendas l’écrivent"),
        required=False,
        help_text=gettext_lazy("Par exemple FREQ=MONTHLY;BYDAY=1TU,3TU"),
    )
    promised = forms.BooleanField(label=gettext_lazy("C’est le rythme promis"), required=False)
    field_order = ("title", "day", "hour")

    def clean(self):
        """A rule that falls on the first day, or on some day."""
        said = super().clean()
        rhythm, local = said.get("rhythm") or "once", said.get("first_local")
        if rhythm == "other" and not said.get("rule") and "rule" not in self.errors:
            self.add_error("rule", _("Écrivez la règle, ou choisissez un rythme de la liste."))
        elif rhythm != "once" and local is not None and "rule" not in self.errors:
            said["series_rule"] = self._rule(said["rule"] if rhythm == "other" else rule_for(rhythm, local), local)
        return said

    def _rule(self, text: str, local: datetime) -> str:
        try:
            return read_rule(text, local, self.community.zone).text
        except RuleRefused as refused:
            self.add_error("rule" if self.data.get("rhythm") == "other" else "rhythm", str(refused))
            return ""


def rule_for(rhythm: str, first: datetime) -> str:
    """The RFC 5545 rule of a rhythm of the list that begins on that day."""
    day, place = DAYS[first.weekday()], (first.day - 1) // 7 + 1
    place = -1 if place == 5 or rhythm == "last" else place
    return {
        "weekly": f"FREQ=WEEKLY;BYDAY={day}",
        "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "monthly": f"FREQ=MONTHLY;BYDAY={place}{day}",
        "last": f"FREQ=MONTHLY;BYDAY=-1{day}",
        "bimonthly": f"FREQ=MONTHLY;INTERVAL=2;BYDAY={place}{day}",
        "quarterly": f"FREQ=MONTHLY;INTERVAL=3;BYDAY={place}{day}",
    }[rhythm]


def rhythm_of(series) -> dict:
    """How the list says the rhythm of a series: its name there, else « autrement » with the rule itself."""
    rule = series.rule
    if rule.startswith("FREQ=WEEKLY") and "BYDAY" not in rule:
        rule += f";BYDAY={DAYS[series.first_day.weekday()]}"
    names = sorted((name for name, _label in RHYTHMS[1:-1]), key=lambda name: name != "last")
    said = (name for name in names if rule_for(name, series.first_local) == rule)
    name = next(said, "other")
    return {"rhythm": name, "rule": series.rule if name == "other" else ""}
