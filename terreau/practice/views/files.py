"""One file of a note: what it shows, what it said before, and a new version of it."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terreau.files.door import store_upload
from terreau.files.models import FilePage, FileText
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from ..models import NoteFile
from .finding import find_note, may_write, one_of

SHOWN = 6_000  # characters of the text found


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, slug, key, file_key):
    """The file with a preview; sending another one makes it a version of this."""
    community, membership, page = find_note(request, slug, key)
    rows = NoteFile.objects.visible_to(request.viewer).filter(note=page.note).select_related("file", "by")
    row = one_of(request, rows, file__key=key_in(file_key))
    row.note, row.community_id = page.note, community.pk
    writes = may_write(request, membership, page.note.circle) and page.note.hidden_at is None
    current = row.replaced_by is None and row.removed_at is None
    trouble = ""
    if request.method == "POST":
        allow(writes and current)
        trouble = _replaced(request, community, row)
        if not trouble:
            return see_other(page.note)
    text = FileText.objects.visible_to(request.viewer).filter(file=row.file).first()
    context = {
        "note": page.note,
        "page": page,
        "row": row,
        "pages": list(FilePage.objects.visible_to(request.viewer).filter(file=row.file)),
        "text": text,
        "extract": text.text[:SHOWN] if text else "",
        "earlier": row.earlier_versions() if current else [],
        "current": current,
        "writes": writes and current,
        "trouble": trouble,
    }
    return (form_answer if trouble else render)(request, "practice/file_page.html", context)


def _replaced(request, community, row) -> str:
    """Take the new version in; why not, or nothing."""
    given = request.FILES.get("upload")
    if given is None:
        return _("Choisissez un fichier sur votre appareil.")
    at = timezone.now()
    try:
        row.replace(store_upload(given, community=community, by=request.user, at=at), by=request.user, at=at)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
