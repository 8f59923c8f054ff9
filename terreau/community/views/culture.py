"""The culture page, its parts and their versions; and the words of the field."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terreau.ui.answers import form_answer, see_other

from ..forms.welcoming import CultureForm
from ..models import CultureSection, CultureVersion, Hat
from ..viewing import enter_as_member, enter_with
from ..words import WORDS


@require_safe
def culture(request, slug):
    """Where we come from, our rituals, our words, what goes without saying; and who keeps the page."""
    community, membership = enter_as_member(request, slug)
    rows = CultureSection.objects.visible_to(request.viewer).filter(community=community).select_related("written_by")
    written = {section.kind: section for section in rows}
    context = {
        "parts": [(kind, label, written.get(kind)) for kind, label in CultureSection.Kind.choices],
        "keepers": _keepers(request.viewer, community),
        "may_write": membership.may("culture"),
    }
    return render(request, "community/culture_page.html", context)


def _keepers(viewer, community) -> list[Hat]:
    """The hats that keep the page, one a person."""
    kinds = [kind for kind, powers in Hat.CARRIES.items() if "culture" in powers]
    rows = Hat.objects.visible_to(viewer).worn().filter(community=community, kind__in=kinds)
    return list({hat.membership_id: hat for hat in rows.select_related("membership__person")}.values())


def _kind(kind: str) -> str:
    if kind not in CultureSection.Kind.values:
        raise Http404
    return kind


@require_http_methods(["GET", "HEAD", "POST"])
def section(request, slug, kind):
    """Write one part of the page."""
    community, _membership = enter_with("culture", request, slug)
    now = CultureSection.of(community, _kind(kind))
    form = CultureForm(request.POST or None, section=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            words = {"by": request.user, "at": timezone.now(), "version": said["version"]}
            CultureSection.write(community, kind, said["source"], **words)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("C’est noté."))
            return see_other(reverse("community:culture", args=[slug]))
    context = {"form": form, "section": now, "kind": kind, "label": CultureSection.Kind(kind).label}
    if form.has_error("__all__", "changed"):
        context["other"] = now
        form.data = {**form.data.dict(), "version": now.version}
    answer = form_answer if form.errors else render
    return answer(request, "community/culture_section_page.html", context)


@require_safe
def versions(request, slug, kind):
    """How one part of the page read before."""
    community, _membership = enter_as_member(request, slug)
    rows = CultureVersion.objects.visible_to(request.viewer).filter(community=community, section__kind=_kind(kind))
    context = {"versions": list(rows.select_related("written_by")[:50]), "label": CultureSection.Kind(kind).label}
    return render(request, "community/culture_versions_page.html", context)


@require_safe
def words(request, slug):
    """The words of the field, each in two lines."""
    enter_as_member(request, slug)
    return render(
        request, "community/words_page.html", {"every_word": sorted(WORDS.items(), key=lambda w: str(w[1].said))}
    )
