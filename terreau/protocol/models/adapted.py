"""A format as a community adapted it: a copy, with its own minutes and words, which replaces nothing."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from terreau.spine.reading import Readable
from terreau.ui.keys import KeyField

from .. import shape


class AdaptedQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of the viewer's communities."""
        return self.filter(community__in=viewer.communities)


class AdaptedFormat(models.Model):
    """A community's own copy of a format; each change makes a new version, and past runs keep theirs."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="adapted_formats")
    key = KeyField()
    base = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    definition = models.JSONField()
    adapted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adapted_at = models.DateTimeField()

    objects = AdaptedQuerySet.as_manager()

    class Meta:
        ordering = ["adapted_at"]

    def __str__(self):
        return str(self.format)

    def get_absolute_url(self):
        return reverse("protocol:format", args=[self.community.slug, self.key])

    @property
    def format(self) -> shape.Format:
        """What it says."""
        return shape.read({**self.definition, "version": self.version}, self.key, self.key)

    @classmethod
    @transaction.atomic
    def adapt(cls, community, form: shape.Format, definition: dict, *, by, at) -> "AdaptedFormat":
        """Copy a format with other minutes or words, or change the copy one has; `WrongFormat` when it cannot be."""
        shape.read(definition, form.slug, form.slug)
        mine = cls.objects.filter(community=community, key=form.slug)
        if mine.update(definition=definition, version=models.F("version") + 1, adapted_by=by, adapted_at=at):
            row = mine.seen().get()
            row.community = community
        else:
            fields = {"base": form.slug, "definition": definition, "adapted_by": by, "adapted_at": at}
            row = cls.objects.create(community=community, **fields)
        community.record("format-adapted", by=by, about=row, at=at)
        return row


def format_at(viewer, community, slug: str) -> shape.Format | None:
    """The format of that name: one of the house, else one the community adapted."""
    house = shape.house_formats()
    if slug in house:
        return house[slug]
    row = AdaptedFormat.objects.visible_to(viewer).filter(community=community, key=slug).first()
    return row.format if row else None
