"""An arrival in words, for a terminal and for the pages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.ui import dates

from .models import Arrival, ArrivalProblem
from .models.arrival import WHY

MOST_SAID = 200  # problems listed at a terminal


def number(count: int) -> str:
    """« 12 400 », thousands apart."""
    return f"{count:,}".replace(",", "\u202f")


def _some(words: str, count: int) -> str:
    return words % {"num": number(count)}


def _in_words(counts: dict[str, int]) -> dict[str, str]:
    """Every figure in words, what came in first."""

    def n(name: str) -> int:
        return counts.get(name, 0)

    return {
        "members": ngettext("%(num)s personne est membre", "%(num)s personnes sont membres", n("members")),
        "invited": ngettext("%(num)s personne est invitée", "%(num)s personnes sont invitées", n("invited")),
        "letters": ngettext("%(num)s invitation est partie", "%(num)s invitations sont parties", n("letters")),
        "messages": ngettext("%(num)s message", "%(num)s messages", n("messages")),
        "threads": ngettext("%(num)s fil", "%(num)s fils", n("threads")),
        "authors": ngettext("%(num)s auteur ou autrice", "%(num)s autrices et auteurs", n("authors")),
        "files": ngettext("%(num)s pièce jointe", "%(num)s pièces jointes", n("files")),
        "events": ngettext("%(num)s trace de participation", "%(num)s traces de participation", n("events")),
        "touches": ngettext("%(num)s reprise d’une fiche", "%(num)s reprises d’une fiche", n("touches")),
        "help": ngettext("%(num)s appel ou réponse", "%(num)s appels et réponses", n("help")),
        "series": ngettext("%(num)s série", "%(num)s séries", n("series")),
        "gatherings": ngettext("%(num)s rencontre", "%(num)s rencontres", n("gatherings")),
        "people": ngettext("%(num)s nouvelle personne", "%(num)s nouvelles personnes", n("people")),
        "notes": ngettext("%(num)s fiche", "%(num)s fiches", n("notes")),
        "already": ngettext("%(num)s était déjà là", "%(num)s étaient déjà là", n("already")),
        **_out_in_words(n),
    }


def _out_in_words(n: Callable[[str], int]) -> dict[str, str]:
    return {
        "members_out": ngettext("%(num)s place retirée", "%(num)s places retirées", n("members_out")),
        "members_kept": ngettext(
            "%(num)s personne garde sa place", "%(num)s personnes gardent leur place", n("members_kept")
        ),
        "messages_out": ngettext("%(num)s message retiré", "%(num)s messages retirés", n("messages_out")),
        "messages_kept": ngettext(
            "%(num)s message corrigé depuis reste", "%(num)s messages corrigés depuis restent", n("messages_kept")
        ),
        "notes_out": ngettext("%(num)s fiche retirée", "%(num)s fiches retirées", n("notes_out")),
        "notes_kept": ngettext(
            "%(num)s fiche reprise depuis reste", "%(num)s fiches reprises depuis restent", n("notes_kept")
        ),
        "people_out": ngettext("%(num)s personne oubliée", "%(num)s personnes oubliées", n("people_out")),
        "people_kept": ngettext(
            "%(num)s personne reste connue ici", "%(num)s personnes restent connues ici", n("people_kept")
        ),
        "gatherings_out": ngettext(
            "%(num)s rencontre ou série retirée", "%(num)s rencontres ou séries retirées", n("gatherings_out")
        ),
        "gatherings_kept": ngettext(
            "%(num)s rencontre où quelqu’un a répondu reste",
            "%(num)s rencontres où quelqu’un a répondu restent",
            n("gatherings_kept"),
        ),
        "event_out": ngettext("%(num)s trace retirée", "%(num)s traces retirées", n("event_out")),
        "help_out": ngettext("%(num)s appel ou réponse retiré", "%(num)s appels et réponses retirés", n("help_out")),
    }


def counts_in_words(counts: dict[str, int]) -> list[str]:
    """What came in or went out, one phrase each, in a steady order; nothing is not said."""
    return [_some(words, counts[name]) for name, words in _in_words(counts).items() if counts.get(name)]


def findings_in_words(arrival: Arrival) -> list[str]:
    """What looking found, one phrase each."""
    found = arrival.findings
    if arrival.kind == Arrival.Kind.MEMBERS:
        to_come = ngettext("%(num)s personne à faire entrer", "%(num)s personnes à faire entrer", arrival.total)
        already = found.get("already", 0)
        here = ngettext("%(num)s a déjà sa place ici", "%(num)s ont déjà leur place ici", already)
        return [_some(to_come, arrival.total), *([_some(here, already)] if already else [])]
    names = ("notes", "messages", "threads", "authors", "files", "events", "touches", "help", "series", "gatherings")
    said = counts_in_words({name: found.get(name, 0) for name in names})
    if already := found.get("already", 0):
        said.append(_some(ngettext("%(num)s est déjà ici", "%(num)s sont déjà ici", already), already))
    if arrival.kind == Arrival.Kind.HISTORY and (people := found.get("members", 0)):
        said.insert(1, _some(ngettext("%(num)s personne", "%(num)s personnes", people), people))
    if found.get("first") is not None and found.get("last") is not None:
        first, last = (datetime.fromtimestamp(found[name], UTC) for name in ("first", "last"))
        months = {"first": dates.month(first), "last": dates.month(last)}
        said.append((_("en %(first)s") if months["first"] == months["last"] else _("de %(first)s à %(last)s")) % months)
    return said


def progress_in_words(arrival: Arrival) -> str:
    """Where it is now; empty when nothing moves."""
    state, words = Arrival.State, ""
    if arrival.state == state.RECEIVED:
        words = _("Lecture en cours : %(done)s lus.") if arrival.done else _("Lecture en cours.")
    elif arrival.state == state.RUNNING and arrival.done < arrival.total:
        words = _("%(done)s sur %(total)s sont entrés.")
    elif arrival.state == state.RUNNING:
        words = _("Tout est entré ; les jours de chacun se comptent.")
    elif arrival.state == state.UNDOING:
        words = _("Annulation en cours : %(done)s repris.")
    return words % {"done": number(arrival.done), "total": number(arrival.total)}


def problem_counts(arrival: Arrival) -> dict[str, int]:
    """How many problems keep out the whole, one entry, nothing."""
    rows = ArrivalProblem.objects.visible_to(WHY).filter(arrival=arrival).order_by()
    return dict(rows.values_list("weight").annotate(Count("pk")))


class Telling:
    """An arrival told at a terminal, line after line."""

    def __init__(self, arrival: Arrival, say: Callable[[str], object]) -> None:
        self.arrival, self.say = arrival, say

    def findings(self) -> None:
        """What would come, and every problem with its line."""
        self.say(", ".join(findings_in_words(self.arrival) or [_("Rien à faire entrer")]) + ".")
        rows = ArrivalProblem.objects.visible_to(WHY).filter(arrival=self.arrival)
        for line in self._problems(rows[:MOST_SAID]):
            self.say(line)
        if (more := rows.count() - MOST_SAID) > 0:
            self.say(_some(ngettext("… et %(num)s autre.", "… et %(num)s autres.", more), more))

    def progress(self) -> None:
        """Where it is now."""
        if said := progress_in_words(self.arrival):
            self.say(said)

    def counts(self) -> None:
        """What came in, and what was refused on the way."""
        self.say(", ".join(counts_in_words(self.arrival.counts) or [_("Rien de nouveau")]) + ".")
        rows = ArrivalProblem.objects.visible_to(WHY).filter(arrival=self.arrival, while_carrying=True)
        for line in self._problems(rows[:MOST_SAID]):
            self.say(line)

    def _problems(self, rows) -> Iterator[str]:
        for row in rows:
            place = _("ligne %(line)s") % {"line": row.line} if row.line else _("tout le fichier")
            place = f"{row.file}, {place}" if row.file else place
            yield f"  {place} — {row.said.what} {row.said.mend}"
