"""My data out: ask, wait a little, fetch."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from terreau.ui.answers import see_other, wants_part

from .. import footprint
from ..models import Export


@require_http_methods(["GET", "HEAD", "POST"])
def export(request):
    """What there is, what is being made, and the way to ask."""
    at = timezone.now()
    if request.method == "POST":
        Export.ask(request.user, at=at)
        return see_other("people:export")
    mine = Export.objects.of(request.user).in_date(at).first()
    failed = mine is not None and mine.failed(at)
    context = {"tab": "export", "export": mine, "failed": failed, "inside": footprint.sections.values()}
    return render(request, "people/_export.html" if wants_part(request) else "people/export_page.html", context)


@require_safe
def export_file(request, key):
    """The archive, to its owner alone, while it is in date."""
    mine = Export.objects.of(request.user).in_date(timezone.now())
    found = get_object_or_404(mine, key=key, ready_at__isnull=False)
    try:
        archive = open(found.path, "rb")  # noqa: SIM115  the answer closes it
    except FileNotFoundError as gone:
        raise Http404 from gone
    name = f"terreau-{timezone.localdate(found.ready_at)}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
