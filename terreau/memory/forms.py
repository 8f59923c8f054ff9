"""What is chosen at each step of an arrival."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.people.zones import choices_with

from .arrivals.headers import Column
from .arrivals.history import EVENTS, FILES
from .models import Arrival

COLUMNS = [
    (Column.LEFT_OUT, gettext_lazy("laisser de côté")),
    (Column.ADDRESS, gettext_lazy("adresse de courriel")),
    (Column.NAME, gettext_lazy("nom complet")),
    (Column.GIVEN, gettext_lazy("prénom")),
    (Column.FAMILY, gettext_lazy("nom de famille")),
    (Column.ORGANISATION, gettext_lazy("organisation")),
    (Column.ROLE, gettext_lazy("rôle ou fonction")),
    (Column.LANGUAGE, gettext_lazy("langue")),
    (Column.JOINED, gettext_lazy("date d’arrivée")),
]


class SeveralFiles(forms.FileField):
    """One file or several, each as it was given."""

    class Input(forms.ClearableFileInput):
        """A field of the browser that takes several."""

        allow_multiple_selected = True

    def __init__(self, **options):
        super().__init__(widget=self.Input(attrs={"multiple": True, **options.pop("attrs", {})}), **options)

    def clean(self, data, initial=None):
        """The list of files; each is there and holds something."""
        given = data if isinstance(data, list | tuple) and data else [data or None]
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class BringingForm(forms.Form):
    """Files of one kind."""

    brought = SeveralFiles(label=gettext_lazy("Le fichier"))

    missing = gettext_lazy("Choisissez un fichier sur votre appareil.")
    accept = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["brought"]
        field.error_messages.update(
            required=self.missing,
            invalid=self.missing,
            missing=self.missing,
            empty=gettext_lazy("Ce fichier est vide. Vérifiez qu’il s’ouvre sur votre appareil."),
        )
        field.widget.attrs["accept"] = self.accept

    def files_given(self) -> list:
        """What is to be looked at, in order."""
        return self.cleaned_data["brought"]


class MembersForm(BringingForm):
    """A list of members: one file."""

    missing = gettext_lazy("Choisissez la liste à faire entrer, au format CSV.")
    accept = ".csv,.txt,.tsv,text/csv,text/plain"

    def clean_brought(self):
        """One list at a time."""
        given = self.cleaned_data["brought"]
        if len(given) > 1:
            raise ValidationError(_("Une liste à la fois : l’autre pourra entrer ensuite."))
        return given


class MailForm(BringingForm):
    """One or several archives."""

    missing = gettext_lazy("Choisissez l’archive à faire entrer : un fichier .mbox ou .mbox.gz.")
    accept = ".mbox,.mbx,.gz,.txt,.eml"


class HistoryForm(BringingForm):
    """events.csv, and beside it touches.csv and help.csv."""

    missing = gettext_lazy("Choisissez events.csv et, si vous les avez, touches.csv et help.csv.")
    accept = ".csv,text/csv"

    def clean_brought(self):
        """Files known by their names; the others are left aside."""
        given = {one.name.lower(): one for one in self.cleaned_data["brought"]}
        if EVENTS not in given:
            raise ValidationError(_("Il manque events.csv. Choisissez les fichiers ensemble, sous leur nom exact."))
        kept = [given[name] for name in FILES if name in given]
        for name, one in zip([name for name in FILES if name in given], kept, strict=True):
            one.name = name
        return kept


class CalendarForm(BringingForm):
    """One calendar."""

    missing = gettext_lazy("Choisissez le calendrier à faire entrer : un fichier .ics.")
    accept = ".ics,text/calendar"

    def clean_brought(self):
        """One calendar at a time."""
        given = self.cleaned_data["brought"]
        if len(given) > 1:
            raise ValidationError(_("Un calendrier à la fois : l’autre pourra entrer ensuite."))
        return given


class LinksForm(MembersForm):
    """A list of links: one file."""

    missing = gettext_lazy("Choisissez la liste de liens à faire entrer, au format CSV.")


class FolderForm(MembersForm):
    """A folder of documents, compressed: one file."""

    missing = gettext_lazy("Choisissez le dossier compressé à faire entrer : un fichier .zip.")
    accept = ".zip,application/zip"


FORMS: dict[str, type[BringingForm]] = {
    Arrival.Kind.MEMBERS: MembersForm,
    Arrival.Kind.MBOX: MailForm,
    Arrival.Kind.HISTORY: HistoryForm,
    Arrival.Kind.CALENDAR: CalendarForm,
    Arrival.Kind.LINKS: LinksForm,
    Arrival.Kind.FOLDER: FolderForm,
}


class ColumnsForm(forms.Form):
    """What each column of a list means."""

    def __init__(self, arrival: Arrival, data=None):
        super().__init__(data)
        titles, guessed = arrival.findings.get("titles", []), arrival.findings.get("columns", [])
        for place, (title, column) in enumerate(zip(titles, guessed, strict=True)):
            label = title or _("colonne %(number)s") % {"number": place + 1}
            self.fields[f"c{place}"] = forms.ChoiceField(choices=COLUMNS, initial=column, label=label, required=False)

    def clean(self):
        """One column holds the address, and no meaning is given twice."""
        said = super().clean()
        chosen = [said[name] for name in self.fields if said.get(name)]
        if Column.ADDRESS not in chosen:
            raise ValidationError(_("Dites quelle colonne contient l’adresse de courriel."))
        for column, label in COLUMNS:
            if column and chosen.count(column) > 1:
                raise ValidationError(_("Deux colonnes ne peuvent pas être « %(what)s ».") % {"what": label})
        return said

    def options(self) -> dict:
        """Place of the column → its meaning."""
        return {"columns": {name[1:]: said for name, said in self.cleaned_data.items() if said}}


class ZonesForm(forms.Form):
    """Which time zones a calendar means by the names nobody knows."""

    def __init__(self, arrival: Arrival, data=None):
        super().__init__(data)
        self.names = arrival.findings.get("zones", [])
        chosen = arrival.options.get("zones", {})
        for place, name in enumerate(self.names):
            zone = chosen.get(name, arrival.community.time_zone)
            self.fields[f"z{place}"] = forms.ChoiceField(choices=choices_with(zone), initial=zone, label=name)

    def options(self) -> dict:
        """Name in the file → time zone."""
        return {"zones": {name: self.cleaned_data[f"z{place}"] for place, name in enumerate(self.names)}}


CORRECTED: dict[str, type[ColumnsForm] | type[ZonesForm]] = {
    Arrival.Kind.MEMBERS: ColumnsForm,
    Arrival.Kind.CALENDAR: ZonesForm,
}


class StartingForm(forms.Form):
    """Nothing to choose."""

    def options(self) -> dict:
        """What was chosen."""
        return {}


class MembersStartingForm(StartingForm):
    """Whether these people belong already, and whether they are written to."""

    place = forms.ChoiceField(
        label=gettext_lazy("Ces personnes"),
        widget=forms.RadioSelect,
        choices=[
            ("invited", gettext_lazy("sont attendues : chacune entrera quand elle voudra, par son adresse")),
            ("written", gettext_lazy("sont attendues, et je leur envoie une invitation par courriel")),
            ("members", gettext_lazy("font déjà partie de la communauté : elles y sont membres tout de suite")),
        ],
        initial="invited",
        error_messages={"required": gettext_lazy("Dites si ces personnes font déjà partie de la communauté.")},
    )

    def options(self) -> dict:
        """What was chosen."""
        said = self.cleaned_data["place"]
        return {"already_members": said == "members", "send_invitations": said == "written"}


class MailStartingForm(StartingForm):
    """Where the threads, or the gatherings, go."""

    circle = forms.ChoiceField(label=gettext_lazy("Où cela va"), required=False)

    def __init__(self, circles, data=None):
        super().__init__(data)
        everybody = ("", gettext_lazy("dans toute la communauté"))
        self.fields["circle"].choices = [everybody, *((circle.key, circle.name) for circle in circles)]

    def options(self) -> dict:
        """What was chosen."""
        return {"circle": self.cleaned_data["circle"]}


def starting_form(arrival: Arrival, circles, may_enrol: bool, data=None) -> StartingForm:
    """The form of the third step; who does not admit people only keeps a place for them."""
    if arrival.kind == Arrival.Kind.MEMBERS and may_enrol:
        return MembersStartingForm(data)
    if arrival.kind in (Arrival.Kind.MBOX, Arrival.Kind.CALENDAR):
        return MailStartingForm(circles, data)
    return StartingForm(data or {})
