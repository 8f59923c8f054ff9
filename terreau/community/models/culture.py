"""The culture page: where we come from, our rituals, our words, our unwritten rules; kept by named people."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System
from terreau.ui import rich

from .once import find_or_make

LONGEST = 6000


class OfMembers(Readable):
    """Read by members alone: neither guests nor visitors."""

    def for_viewer(self, viewer):
        """Members of the community."""
        return self.filter(community__in=viewer.communities)


class CultureSection(models.Model):
    """One part of the culture page as it reads today."""

    class Kind(models.TextChoices):
        ORIGINS = "origines", _("D’où nous venons")
        RITUALS = "rituels", _("Nos rituels")
        WORDS = "mots", _("Nos mots")
        UNWRITTEN = "entre-nous", _("Ce qui va de soi ici, sans avoir été écrit")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="culture")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.TextField(_("texte"), max_length=LONGEST)
    html = models.TextField(editable=False)
    sanitizer = models.PositiveSmallIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects = OfMembers.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="one_section_of_a_kind")]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    @transaction.atomic
    def write(cls, community, kind: str, source: str, *, by, at, version: int = 0) -> "CultureSection":
        """Write a section over the version one has read (0: none yet). The same text changes nothing.

        `ValidationError` (code "changed") when somebody else wrote meanwhile; nothing is lost on either side.
        """
        text = rich.tidy(source)
        fresh = {"source": text, "html": str(rich.render(text)), "sanitizer": rich.SANITIZER_VERSION}
        fresh |= {"written_by": by, "written_at": at}
        section, new = find_or_make(
            lambda: cls.of(community, kind),
            lambda: cls.objects.create(community=community, kind=cls.Kind(kind), **fresh),
        )
        if not new:
            if section.source == text:
                return section
            rows = cls.objects.filter(pk=section.pk, version=version)
            if not rows.update(version=version + 1, **fresh):
                raise ValidationError(_("Quelqu’un a écrit cette partie entre-temps."), code="changed")
            section = cls.objects.visible_to(System("the section just written")).get(pk=section.pk)
        CultureVersion.keep(section)
        community.record("culture-written", by=by, about=section, at=at, kind=str(kind), version=section.version)
        return section

    @property
    def shown(self) -> rich.SafeRich:
        """The text as it is shown."""
        return rich.SafeRich.from_database(self.html)

    @classmethod
    def of(cls, community, kind: str) -> "CultureSection | None":
        """The section as it is, or None."""
        rows = cls.objects.visible_to(System("one section of a kind")).filter(community=community, kind=kind)
        return rows.select_related("written_by").first()


class CultureVersion(models.Model):
    """A section as it read once: nothing written is ever lost."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+")
    section = models.ForeignKey(CultureSection, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    sanitizer = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects = OfMembers.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="one_version_of_a_number")]

    def __str__(self):
        return f"{self.section} v{self.number}"

    @property
    def shown(self) -> rich.SafeRich:
        """The text as it was shown."""
        return rich.SafeRich.from_database(self.html)

    @classmethod
    def keep(cls, section: CultureSection) -> None:
        """Keep the section as it reads now."""
        cls.objects.create(
            community_id=section.community_id,
            section=section,
            number=section.version,
            source=section.source,
            html=section.html,
            sanitizer=section.sanitizer,
            written_by=section.written_by,
            written_at=section.written_at,
        )
