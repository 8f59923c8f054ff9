"""The agenda of a date: as it was last time, and as it was typed."""

from collections.abc import Iterator

from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from terreau.community.asking import Within
from terreau.people.models import Person
from terreau.spine.asking import columns, instance

from .models import Gathering, Step

FIRST_TIME = (
    (Step.Kind.PLAIN, _("Bienvenue, tour de table"), 10),
    (Step.Kind.NEWCOMERS, _("Place aux nouvelles têtes"), 10),
    (Step.Kind.STORY, _("Cinq minutes récit"), 5),
    (Step.Kind.PLAIN, _("Le cœur de la rencontre"), 45),
    (Step.Kind.PLAIN, _("Ce qu’on essaie d’ici la prochaine"), 10),
)


def steps_of(viewer, gathering) -> list[Step]:
    """The steps of one date."""
    if not gathering.is_touched:
        return []
    rows = map(iter, _STEPS.ask(viewer, gathering.community, gathering=gathering.pk))
    return [_step(row, gathering) for row in rows]


def _steps(viewer, *, community, gathering):
    rows = Step.objects.visible_to(viewer).filter(community=community, gathering=gathering)
    return rows.values_list(*columns(Step), "carrier__name")


_STEPS = Within(_steps, with_hats=False)


def _step(row: Iterator, gathering) -> Step:
    found = instance(Step, row)
    found.gathering = gathering
    found.carrier = Person(pk=found.carrier_id, name=next(row)) if found.carrier_id else None
    return found


def ready_for(viewer, gathering) -> list[dict]:
    """The steps of this date, else those of the last one of its series or kind, else a plain beginning."""
    steps = steps_of(viewer, gathering) or _last_time(viewer, gathering)
    if steps:
        return [_typed(step, with_carrier=step.gathering_id == gathering.pk) for step in steps]
    return [{"kind": kind, "title": str(title), "minutes": minutes} for kind, title, minutes in FIRST_TIME]


def _last_time(viewer, gathering) -> list[Step]:
    alike = Q(series=gathering.series_id) if gathering.series_id else Q(series=None, kind=gathering.kind)
    rows = Gathering.objects.visible_to(viewer).filter(alike, community=gathering.community, steps__isnull=False)
    last = rows.filter(starts_at__lt=gathering.starts_at).order_by("-starts_at").values("pk")[:1]
    return list(Step.objects.visible_to(viewer).filter(gathering=Subquery(last)).select_related("carrier"))


def _typed(step: Step, *, with_carrier: bool) -> dict:
    """A step as its form shows it; who carried it last time is not asked again without asking them."""
    name = step.carrier.name if step.carrier else step.carried_by
    return {
        "title": step.title, "minutes": step.minutes, "kind": step.kind, "carried_by": name if with_carrier else "",
    }  # fmt: skip


def said(formset, members) -> list[dict]:
    """The steps that have a title; a member's exact name is that member."""
    people = {member.person.name.casefold(): member.person for member in members}
    steps = []
    for typed in (form.cleaned_data for form in formset):
        if not typed.get("title"):
            continue
        name = typed.get("carried_by", "")
        carrier = people.get(name.casefold())
        steps.append(
            {
                "title": typed["title"],
                "minutes": typed.get("minutes") or 10,
                "kind": typed.get("kind") or Step.Kind.PLAIN,
                "carrier": carrier,
                "carried_by": "" if carrier else name,
            }
        )
    return steps
