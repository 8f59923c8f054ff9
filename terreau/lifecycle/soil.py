"""La coupe of a community: season by season, who was present, by year of arrival. Nobody named, nobody alone.

Counted by the worker when a month closes, and kept rounded: one to four people are « moins de cinq » everywhere.
A page reads a few small rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from terreau.community.models import Membership
from terreau.people.models import Consent
from terreau.practice.models import Note
from terreau.ui import dates
from terreau.ui.charts.soil import ENOUGH, LAYERS, MOMENTS, Layer, Slice, Soil

from .models import ClosedMonth, MemberDay, Participant, SoilSlice
from .models.participant import WHY

K = 5  # fewer people than this are never counted out
FEW = 3  # the thickness of one to four people in the drawing
YOUNG = 15  # months of life under which a slice is a month; then a quarter
OLD = 96  # months of life beyond which a slice is half a year


@dataclass(frozen=True)
class SeasonSoil(Soil):
    """Slices that are seasons, with few people rounded; `exact` says which totals are the very count."""

    exact: tuple[bool, ...] = ()
    enough: bool = False
    oldest: int | None = None

    @cached_property
    def layers(self) -> list[Layer]:
        """One a year; the oldest says when it stands for all before it."""
        years = sorted({year for piece in self.slices for year in piece.present}, reverse=True)
        words = {self.oldest: _("%(year)s et avant") % {"year": self.oldest}}
        return [Layer(words.get(year, str(year)), frozenset([year])) for year in years]

    @property
    def is_drawable(self) -> bool:
        """Whether there are moments enough, and one of them with seven people."""
        return self.enough and len(self.slices) >= MOMENTS

    def caption(self) -> str:
        """What the table counts, in words."""
        return _(
            "Une ligne par saison, la plus récente d’abord : les personnes présentes, par année d’arrivée. "
            "D’une à quatre, on ne compte pas."
        )

    def table(self) -> tuple[list[str], list[list]]:
        """(header, rows) with « moins de 5 » for few people, and « environ » where a sum would tell them."""
        header = [
            _("À partir de"),
            *(layer.label for layer in self.layers),
            _("Ensemble"),
            _("Premières contributions"),
            *([_("Fiches")] if self.has_seeds else []),
        ]
        rows = []
        for piece, exact in zip(self.slices, self.exact, strict=True):
            counts = [_said(layer.of(piece)) for layer in self.layers]
            total = piece.total if exact else _("environ %(num)s") % {"num": _nearest(piece.total)}
            notes = [piece.seeds] if self.has_seeds else []
            rows.append([dates.month(piece.day), *counts, total, _said(piece.sprouts), *notes])
        return header, rows[::-1]

    def sentence(self) -> str:
        """In words; with too few people it says only since when."""
        if not self.slices or self.is_drawable:
            return super().sentence()
        return _("Première trace : %(since)s. La coupe se dessinera quand sept personnes se seront retrouvées ici.") % {
            "since": dates.month(self.slices[0].day)
        }


def slices_for(community, as_of: datetime) -> list[Slice]:
    """The seasons of la coupe known at that moment, oldest first; one query, nothing counted here."""
    return [slice_ for slice_, _row in _kept(community, as_of)]


def soil_for(community, as_of: datetime, future: Iterable[date] = ()) -> SeasonSoil:
    """La coupe, ready for its page, with the days of the gatherings ahead."""
    kept = _kept(community, as_of)
    return SeasonSoil(
        [slice_ for slice_, _row in kept],
        future=list(future),
        exact=tuple(row.exact for _slice, row in kept),
        enough=any(row.enough for _slice, row in kept),
        oldest=next((row.oldest for _slice, row in kept), None),
    )


def _kept(community, as_of: datetime) -> list[tuple[Slice, SoilSlice]]:
    rows = SoilSlice.objects.counted(community).filter(day__lte=as_of.date())
    return [(Slice(row.day, {int(y): n for y, n in row.present.items()}, row.sprouts, row.seeds), row) for row in rows]


@transaction.atomic
def settle_soil(community, as_of: datetime) -> int:
    """Count la coupe up to the last whole month and keep it; how many seasons there are."""
    closed = community.day(as_of).replace(day=1)
    seasons = _Seasons(community, closed).counted()
    oldest = _oldest_layer(year for _day, present, *_signs in seasons for year in present)
    slices = [_rounded(community, oldest, *season) for season in seasons]
    SoilSlice.objects.filter(community=community).delete()
    SoilSlice.objects.bulk_create(slices)
    ClosedMonth.objects.update_or_create(community=community, defaults={"before": closed})
    return len(slices)


def _oldest_layer(years: Iterable[int]) -> int | None:
    """The year that stands for all before it, when there are more years than layers."""
    newest_first = sorted(set(years), reverse=True)
    return newest_first[LAYERS - 1] if len(newest_first) > LAYERS else None


class _Seasons:
    """The present of each season by year of arrival, who gave something for the first time, the notes made."""

    def __init__(self, community, closed: date) -> None:
        self.community, self.closed = community, closed
        self.years, self.firsts = self._who()

    def _who(self) -> tuple[dict[int, int], dict[int, date | None]]:
        """Year of arrival and first contribution of everybody who agrees to be counted."""
        said = Consent.last_word(Consent.Purpose.PRESENCE)
        rows = Participant.objects.counted(self.community).filter(arrived_on__isnull=False).annotate(counts=said)
        rows = rows.filter(Q(counts=None) | Q(counts=True)).values_list(
            "pk", "person_id", "arrived_on", "first_contribution_on"
        )
        joined = self._joined()
        years, firsts = {}, {}
        for pk, person, arrived, first in rows:
            years[pk] = min(arrived.year, joined.get(person, arrived.year))
            firsts[pk] = first
        return years, firsts

    def _joined(self) -> dict[int | None, int]:
        rows = Membership.objects.visible_to(WHY).filter(community=self.community, joined_at__isnull=False)
        zone = self.community.zone
        return {person: at.astimezone(zone).year for person, at in rows.values_list("person_id", "joined_at")}

    def counted(self) -> list[tuple[date, dict[int, int], int, int]]:
        """(first day, year of arrival → people, first contributions, notes) for each season, none left out."""
        months = self._months()
        if not months:
            return []
        width = _width(min(months), self.closed)
        seasons: dict[date, set[int]] = defaultdict(set)
        for month, present in months.items():
            seasons[_season(month, width)] |= present
        sprouts: dict[date, int] = defaultdict(int)
        for first in self.firsts.values():
            if first is not None and first < self.closed:
                sprouts[_season(first.replace(day=1), width)] += 1
        seeds = self._seeds(width)
        every = _every(min(seasons), self.closed, width)
        return [(day, self._by_year(seasons.get(day, set())), sprouts.get(day, 0), seeds[day]) for day in every]

    def _seeds(self, width: int) -> Counter[date]:
        """The notes of practice that every member may read, by season; signed already, so they need no rounding."""
        notes = Note.objects.visible_to(WHY).filter(community=self.community, circle=None, hidden_at=None)
        months = (self.community.day(at) for at in notes.values_list("written_at", flat=True))
        return Counter(_season(day.replace(day=1), width) for day in months if day < self.closed)

    def _months(self) -> dict[date, set[int]]:
        rows = MemberDay.objects.counted(self.community).filter(day__lt=self.closed).order_by()
        months: dict[date, set[int]] = defaultdict(set)
        for who, month in rows.annotate(month=TruncMonth("day")).values_list("participant_id", "month").distinct():
            if who in self.years:
                months[month].add(who)
        return months

    def _by_year(self, present: set[int]) -> dict[int, int]:
        counts: dict[int, int] = defaultdict(int)
        for who in present:
            counts[self.years[who]] += 1
        return dict(counts)


def _rounded(community, oldest: int | None, day: date, present: dict[int, int], sprouts: int, seeds: int) -> SoilSlice:
    layers: dict[int, int] = defaultdict(int)
    for year, n in present.items():
        layers[max(year, oldest or 0)] += n
    shown = {str(year): n if n >= K else FEW for year, n in sorted(layers.items())}
    return SoilSlice(
        community=community,
        day=day,
        present=shown,
        oldest=oldest,
        total=sum(shown.values()),
        exact=all(n >= K for n in layers.values()),
        enough=sum(layers.values()) >= ENOUGH,
        sprouts=sprouts if sprouts >= K or not sprouts else 1,
        seeds=seeds,
    )


def _width(first: date, closed: date) -> int:
    life = (closed.year - first.year) * 12 + closed.month - first.month
    return 1 if life < YOUNG else 3 if life < OLD else 6


def _season(month: date, width: int) -> date:
    return date(month.year, (month.month - 1) // width * width + 1, 1)


def _every(first: date, closed: date, width: int) -> list[date]:
    """The first days of all seasons with at least one whole month before `closed`."""
    days, month = [], first.year * 12 + first.month - 1
    while (day := date(month // 12, month % 12 + 1, 1)) < closed:
        days.append(day)
        month += width
    return days


def _said(count: int) -> int | str:
    return _("moins de 5") if 0 < count < K else count


def _nearest(count: int) -> int:
    return max(K, K * round(count / K))
