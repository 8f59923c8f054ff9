"""The words under which notes are found again; who keeps them ties synonyms to one."""

import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE, NoteBeside
from .rights import SharedQuerySet

MOST = 12  # words of one note


def folded(name: str) -> str:
    """Without accents, capitals or needless spaces: under this two words are the same one."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


class Tag(models.Model):
    """A word. A synonym points to the word that is used instead of it."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="tags", db_index=False)
    key = KeyField()
    name = models.CharField(gettext_lazy("mot"), max_length=60)
    folded = models.CharField(max_length=120)
    synonym_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="synonyms")

    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "id"]
        constraints = [
            models.UniqueConstraint(fields=["community", "folded"], name="one_word_of_a_spelling"),
            models.CheckConstraint(condition=~Q(synonym_of=models.F("pk")), name="no_word_is_its_own_synonym"),
        ]

    def __str__(self):
        return self.name

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def known(cls, community, names: Iterable[str]) -> list["Tag"]:
        """The words meant by these, made where new, synonyms replaced by the word they stand for."""
        found: dict[int, Tag] = {}
        for name in names:
            name = " ".join(tidy(name).split())[:60]
            if not folded(name):
                continue
            rows = cls.objects.visible_to(ONCE).select_related("synonym_of")
            tag = rows.filter(community=community, folded=folded(name)).first()
            tag = tag or cls.objects.create(community=community, name=name, folded=folded(name))
            tag = tag.synonym_of or tag
            tag.community = community
            found[tag.pk] = tag
        return list(found.values())[:MOST]

    @transaction.atomic
    def tie(self, to: "Tag", *, by, at) -> None:
        """Make this word a synonym: its notes go to the other word. Twice changes nothing."""
        to = to.synonym_of or to
        if to.pk == self.pk or to.community_id != self.community_id:
            raise ValidationError(_("Un mot n’est pas son propre synonyme."), code="same")
        if self.synonym_of_id == to.pk:
            return
        Tag.objects.filter(Q(pk=self.pk) | Q(synonym_of=self)).update(synonym_of=to)
        held = Tagged.objects.visible_to(ONCE).filter(tag=to).values("note")
        Tagged.objects.filter(tag=self, note__in=held).delete()
        Tagged.objects.filter(tag=self).update(tag=to)
        self.synonym_of = to
        self.community.record("tag-tied", by=by, about=self, at=at)

    @transaction.atomic
    def untie(self, *, by, at) -> None:
        """A word of its own again; its notes stay with the other."""
        was = self.synonym_of_id
        if Tag.objects.filter(pk=self.pk, synonym_of__isnull=False).update(synonym_of=None):
            self.synonym_of = None
            self.community.record("tag-untied", by=by, about=self, at=at, was=was)

    @transaction.atomic
    def rename(self, name: str, *, by, at) -> None:
        """Write the word otherwise. ValidationError when another word is written so."""
        name = " ".join(tidy(name).split())[:60]
        if not folded(name):
            raise ValidationError(_("Il manque un mot."), code="name")
        taken = Tag.objects.visible_to(ONCE).filter(community=self.community, folded=folded(name)).exclude(pk=self.pk)
        if taken.exists():
            raise ValidationError(_("Ce mot existe déjà : faites-en un synonyme."), code="taken")
        if Tag.objects.filter(pk=self.pk).exclude(name=name).update(name=name, folded=folded(name)):
            self.name = name
            self.community.record("tag-renamed", by=by, about=self, at=at)


class Tagged(NoteBeside):
    """A note found under a word."""

    note = models.ForeignKey("practice.Note", models.CASCADE, related_name="tagged", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "note"], name="once_under_a_word")]
        indexes = [models.Index(fields=["community", "note"], name="tagged_of_community")]

    def __str__(self):
        return f"{self.tag_id} · {self.note_id}"

    @classmethod
    @transaction.atomic
    def put(cls, note, names: Iterable[str], *, by, at) -> None:
        """Have the note found under these words and no others; the same words change nothing."""
        tags = Tag.known(note.community, names)
        rows = cls.objects.visible_to(ONCE).filter(note=note)
        before, wanted = set(rows.values_list("tag", flat=True)), {tag.pk for tag in tags}
        if before == wanted:
            return
        cls.objects.filter(note=note).exclude(tag__in=wanted).delete()
        fresh = [cls(community_id=note.community_id, note=note, tag=tag) for tag in tags if tag.pk not in before]
        cls.objects.bulk_create(fresh, ignore_conflicts=True)
        note.community.record("note-tagged", by=by, about=note, at=at)
