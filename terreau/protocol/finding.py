"""Finding what an address is about: a run of this community for this viewer, else the same 404 for all."""

from django.http import Http404
from django.utils import timezone

from terreau.community.asking import Within
from terreau.community.models import Circle
from terreau.community.viewing import enter
from terreau.spine.asking import columns, instance
from terreau.ui.keys import key_in

from .models import Run
from .screen import Screen, look


def find_run(request, slug: str, key: str) -> Run:
    """The run, for who may know of it: members, those of its circle, its guests."""
    community, membership = enter(request, slug)
    found = _RUN.ask(request.viewer, community, key=key_in(key)) if request.viewer.person is not None else []
    if not found:
        request.community = None
        raise Http404
    row = iter(found[0])
    run, circle = instance(Run, row), instance(Circle, row)
    run.circle = circle if run.circle_id else None
    if membership is None:
        request.community = None  # a guest sees nothing around it
    run.community = community
    return run


def _run(viewer, *, community, key):
    rows = Run.objects.visible_to(viewer).filter(community=community, key=key)
    return rows.values_list(*columns(Run), *columns(Circle, "circle__"))


_RUN = Within(_run, with_hats=False)  # on everybody's screen, at every change


def find_screen(request, slug: str, key: str, **more) -> Screen:
    """The run and what this person's screen shows of it."""
    return look(find_run(request, slug, key), request.viewer, at=timezone.now(), **more)


def find_room(request, slug: str, key: str) -> Screen:
    """The same, for who is in the room; 404 for others, as if nothing were there."""
    screen = find_screen(request, slug, key)
    if screen.me is None:
        raise Http404
    screen.me.run = screen.run
    return screen


def number_in(request, name: str) -> int:
    """A small whole number of a form; -1 when it is none."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1
