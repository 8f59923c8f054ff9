"""The index's own rows. All of it is derived: it can be thrown away and built again from what people said."""

from django.db import models


class SearchShelf(models.Model):
    """One of two whole indexes: the one that answers, and the one being built beside it."""

    number = models.PositiveSmallIntegerField(primary_key=True)  # 0 or 1
    is_live = models.BooleanField(default=False)
    marker = models.JSONField(default=dict, blank=True)  # kind → the last id taken in
    began_at = models.DateTimeField(null=True)
    filled_at = models.DateTimeField(null=True)  # everything there was has been taken in once

    def __str__(self):
        return f"{self.number}{' (live)' if self.is_live else ''}"


class SearchEntry(models.Model):
    """Where a document of the index comes from. Its id says its shelf, its community and its date, in that order."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16)
    about = models.BigIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    group = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["about", "kind"], name="search_entries_by_subject")]

    def __str__(self):
        return f"{self.kind} {self.about}"


class SearchWord(models.Model):
    """A word that stands behind one gate, for spelling: only words one might read are ever suggested."""

    shelf = models.PositiveSmallIntegerField()
    gate = models.CharField(max_length=24)
    folded = models.CharField(max_length=40)
    written = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "gate", "folded"], name="a_word_once_behind_a_gate")]
        indexes = [models.Index(fields=["shelf", "gate", "stem"], name="search_words_by_stem")]

    def __str__(self):
        return self.written
