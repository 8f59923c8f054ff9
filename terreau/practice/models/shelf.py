"""Shelves and brassées: by intention, by living question, or gathered by somebody; a note may be in several."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE, NoteBeside
from .rights import SharedQuerySet


class Shelf(models.Model):
    """A place where notes stand together."""

    class Kind(models.TextChoices):
        INTENTION = "intention", gettext_lazy("Étagère, par intention")
        QUESTION = "question", gettext_lazy("Autour d’une question")
        ARMFUL = "brassee", gettext_lazy("Brassée")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="shelves", db_index=False)
    key = KeyField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    name = models.CharField(gettext_lazy("nom"), max_length=200)
    words = models.CharField(gettext_lazy("ce qu’on y trouve"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="shelves")
    made_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "name"], condition=Q(put_away_at=None), name="one_shelf_of_a_name"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("practice:shelf", args=[self.community.slug, self.key])

    @property
    def is_armful(self) -> bool:
        """Whether somebody gathered it, rather than the community."""
        return self.kind == self.Kind.ARMFUL

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def put_up(cls, community, *, kind: str, name: str, by, at, words: str = "") -> "Shelf":
        """A new shelf, question or brassée; the same name twice is one."""
        name = " ".join(tidy(name).split())[:200]
        if not name:
            raise ValidationError(_("Il manque un nom."), code="name")
        known = cls.objects.visible_to(ONCE).filter(community=community, kind=kind, name=name, put_away_at=None)
        if found := known.first():
            found.community = community
            return found
        shelf = cls.objects.create(
            community=community, kind=cls.Kind(kind), name=name, words=tidy(words)[:300], made_by=by, made_at=at
        )
        community.record("shelf-put-up", by=by, about=shelf, at=at, kind=kind)
        return shelf

    @transaction.atomic
    def rename(self, *, by, at, name: str, words: str) -> None:
        """Call it better; the same words change nothing."""
        fresh = {"name": " ".join(tidy(name).split())[:200] or self.name, "words": tidy(words)[:300]}
        if any(getattr(self, field) != value for field, value in fresh.items()):
            taken = Shelf.objects.visible_to(ONCE).filter(community=self.community, kind=self.kind, put_away_at=None)
            if taken.filter(name=fresh["name"]).exclude(pk=self.pk).exists():
                raise ValidationError(_("Une autre porte déjà ce nom."), code="name")
            Shelf.objects.filter(pk=self.pk).update(**fresh)
            vars(self).update(fresh)
            self.community.record("shelf-renamed", by=by, about=self, at=at)

    @transaction.atomic
    def put_away(self, *, by, at) -> None:
        """Take the shelf down; its notes stay where else they are. Twice changes nothing."""
        if Shelf.objects.filter(pk=self.pk, put_away_at=None).update(put_away_at=at):
            self.put_away_at = at
            self.community.record("shelf-put-away", by=by, about=self, at=at)

    @transaction.atomic
    def hold(self, note, *, by, at) -> None:
        """Put a note here. Twice changes nothing."""
        if not Shelved.objects.visible_to(ONCE).filter(shelf=self, note=note).exists():
            row = Shelved(community_id=self.community_id, shelf=self, note=note, by=by, at=at)
            Shelved.objects.bulk_create([row], ignore_conflicts=True)
            self.community.record("note-shelved", by=by, about=note, at=at, shelf=self.pk)

    @transaction.atomic
    def let_go(self, note, *, by, at) -> None:
        """Take a note off. Twice changes nothing."""
        if Shelved.objects.filter(shelf=self, note=note).delete()[0]:
            self.community.record("note-unshelved", by=by, about=note, at=at, shelf=self.pk)


class Shelved(NoteBeside):
    """A note on a shelf."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="shelved", db_index=False)
    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="shelved")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["shelf", "note"], name="once_on_a_shelf")]
        indexes = [models.Index(fields=["community", "note"], name="shelved_of_community")]

    def __str__(self):
        return f"{self.shelf_id} · {self.note_id}"
