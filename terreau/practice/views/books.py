"""The reading circle's list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from terreau.community.viewing import enter_as_member
from terreau.ui.answers import allow, form_answer, see_other
from terreau.ui.keys import key_in

from .. import rules
from ..forms.living import BookForm, SayingForm
from ..models import Book, BookWord
from .finding import one_of

AT_MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def books(request, slug):
    """What members read, what they say of it, and one more."""
    community, membership = enter_as_member(request, slug)
    data = request.POST if request.method == "POST" else None
    form = BookForm(data)
    if data is not None and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "author", "link", "words", "form_key")}
        try:
            book = Book.add(community, by=request.user, at=timezone.now(), **said)
            book.community = community
            return see_other(book)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    found = list(
        Book.objects.visible_to(request.viewer).filter(community=community).select_related("added_by")[:AT_MOST]
    )
    said_of: dict[int, list[BookWord]] = {}
    words = BookWord.objects.visible_to(request.viewer).filter(community=community, book__in=found)
    for word in words.select_related("person"):
        said_of.setdefault(word.book_id, []).append(word)
    context = {
        "books": [(book, said_of.get(book.pk, [])) for book in found],
        "form": form,
        "takes_off": rules.can_file(membership),
        "base": reverse("practice:notes", args=[slug]),
    }
    return (form_answer if data is not None else render)(request, "practice/books_page.html", context)


@require_POST
def say(request, slug, key):
    """What one says of it; empty takes it back."""
    community, _membership = enter_as_member(request, slug)
    book = one_of(request, Book.objects.visible_to(request.viewer), community=community, key=key_in(key))
    book.community = community
    form = SayingForm(request.POST)
    if form.is_valid():
        book.say(form.cleaned_data["words"], by=request.user, at=timezone.now())
    else:
        messages.error(request, " ".join(form.errors["words"]))
    return see_other(book)


@require_POST
def take_off(request, slug, key):
    """Take it off the list: whoever put it on, or who keeps the shelves."""
    community, membership = enter_as_member(request, slug)
    book = one_of(request, Book.objects.visible_to(request.viewer), community=community, key=key_in(key))
    allow(book.added_by_id == request.user.pk or rules.can_file(membership))
    book.community = community
    book.take_off(by=request.user, at=timezone.now())
    return see_other(reverse("practice:books", args=[slug]))
