"""One note: its page, what it said before, and its text to take along."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.community.viewing import today_in
from terreau.conversation import saying

from .. import by_mail, pages, rules
from ..history import versions_of
from ..kinds import IN, Language, Licence
from ..models import NoteVersion, Trial
from .finding import find_note, may_write


@require_safe
def note(request, slug, key):
    """The note, in the reader's language when somebody wrote it so; the other one is beside it."""
    _community, membership, page = find_note(request, slug, key)
    if (asked := request.GET.get("langue", "")) in page.texts:
        page.language = asked
    return render(request, "practice/note_page.html", note_context(request, membership, page))


def note_context(request, membership, page, **more) -> dict:
    """All that the page of a note needs."""
    viewer, found = request.viewer, page.note
    pages.fill(page, viewer)
    writes = may_write(request, membership, found.circle)
    person = viewer.person
    return {
        "page": page,
        "note": found,
        "base": reverse("practice:notes", args=[found.community.slug]),
        "membership": membership,
        "writes": writes,
        "moderates": rules.can_moderate(membership),
        "files_it": rules.can_file(membership),
        "takes_charge": rules.can_take_charge(membership, found),
        "keeps": found.caretaker_id == person.pk,
        "served_today": any(
            row.person_id == person.pk and row.day == today_in(found.community) for row in page.of("use")
        ),
        "by_mail": by_mail.letter_for(person, found, page.text.title) if writes and not found.hidden_at else "",
        "mine": [row for row in page.going if row.person_id == person.pk],
        "due": found.review_on <= today_in(found.community),
        "readers": saying.who_will_read(found.community, found.circle),
        "others": [(code, label, IN[Language(code)]) for code, label in Language.choices if code != page.language],
        "licence": Licence(found.licence).label,
        "again": dict(Trial.Again.choices),
        "interface": get_language(),
        **more,
    }


@require_safe
def versions(request, slug, key):
    """What a note said before, and what was changed: for all who read it."""
    _community, _membership, page = find_note(request, slug, key)
    rows = NoteVersion.objects.of(page.note.community_id, page.note.pk).select_related("by")
    said = versions_of(rows[:60], page.note.language)
    return render(request, "practice/versions_page.html", {"note": page.note, "languages": said})


@require_safe
def text(request, slug, key):
    """The note as plain text, with its credit: to be put in a letter or a binder."""
    _community, _membership, page = find_note(request, slug, key)
    pages.fill(page, request.viewer)
    said = page.text
    blocks = [said.title, *(part for part in (said.when, said.needs, said.body) if part)]
    if page.note.link:
        blocks.append(page.note.link)
    credit = page.note.credit or _("Par %(names)s, « %(community)s ».") % {
        "names": page.signed, "community": page.note.community.name
    }  # fmt: skip
    blocks += [credit, str(Licence(page.note.licence).label)]
    return HttpResponse("\n\n".join(blocks) + "\n", content_type="text/plain; charset=utf-8")
