"""The reading circle's list: books and links, with what members say of them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE
from .rights import SharedQuerySet


class Book(models.Model):
    """Something to read."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="books", db_index=False)
    key = KeyField()
    title = models.CharField(gettext_lazy("titre"), max_length=200)
    author = models.CharField(gettext_lazy("de qui"), max_length=160, blank=True)
    link = models.URLField(gettext_lazy("lien"), max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    form_key = models.CharField(max_length=32, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]
        indexes = [models.Index(fields=["community", "added_at"], name="books_of_community")]
        constraints = [
            models.UniqueConstraint(fields=["added_by", "form_key"], condition=~Q(form_key=""), name="one_book_a_form")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practice:books", args=[self.community.slug]) + f"#l-{self.key}"

    @classmethod
    @transaction.atomic
    def add(cls, community, *, by, at, title, author="", link="", words="", form_key="") -> "Book":
        """Put something to read on the list, with what one says of it; the same form twice adds it once."""
        title = " ".join(tidy(title).split())[:200]
        if not title:
            raise ValidationError(_("Il manque un titre."), code="title")
        sent = cls.objects.visible_to(ONCE).filter(added_by=by, form_key=form_key)
        if form_key and (found := sent.first()):
            found.community = community
            return found
        book = cls.objects.create(
            community=community, title=title, author=" ".join(tidy(author).split())[:160], link=link,
            added_by=by, added_at=at, form_key=form_key,
        )  # fmt: skip
        community.record("book-added", by=by, about=book, at=at)
        if tidy(words):
            book.say(words, by=by, at=at)
        return book

    @transaction.atomic
    def say(self, words: str, *, by, at) -> None:
        """What one says of it; said again, it replaces, and empty takes it back."""
        words = tidy(words)[:1_000]
        if not words:
            if BookWord.objects.filter(book=self, person=by).delete()[0]:
                self.community.record("book-unsaid", by=by, about=self, at=at)
            return
        mine = BookWord.objects.visible_to(ONCE).filter(book=self, person=by).first()
        if mine is not None and mine.words == words:
            return
        if mine is not None:
            BookWord.objects.filter(pk=mine.pk).update(words=words, at=at)
        else:
            BookWord.objects.create(community=self.community, book=self, person=by, words=words, at=at)
        self.community.record("book-told", by=by, about=self, at=at)

    @transaction.atomic
    def take_off(self, *, by, at) -> None:
        """Take it off the list."""
        community, title, pk = self.community, self.title, self.pk
        if Book.objects.visible_to(ONCE).filter(pk=self.pk).delete()[0]:
            community.record("book-taken-off", by=by, about=community, at=at, title=title, book=pk)


class BookWord(models.Model):
    """What a member says of a book."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    book = models.ForeignKey(Book, models.CASCADE, related_name="words")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.TextField(max_length=1_000)
    at = models.DateTimeField()

    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["book", "person"], name="one_word_on_a_book")]
        indexes = [models.Index(fields=["community", "book"], name="book_words_of_community")]

    def __str__(self):
        return self.words[:60]
