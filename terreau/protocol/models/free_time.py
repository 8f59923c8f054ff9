"""When somebody is usually free for a duo or a trio: a few parts of the week, said by themselves."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable

PARTS = {
    "early": gettext_lazy("tôt le matin"),
    "morning": gettext_lazy("en matinée"),
    "noon": gettext_lazy("à midi"),
    "afternoon": gettext_lazy("l’après-midi"),
    "evening": gettext_lazy("en soirée"),
    "weekend": gettext_lazy("la fin de semaine"),
}


class FreeTimeQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those of one's communities: whoever says it says it to find somebody."""
        return self.filter(community__in=viewer.communities)


class FreeTime(models.Model):
    """The parts of the week one person gave, in one community."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="free_times")
    parts = models.JSONField(default=list)
    said_at = models.DateTimeField()

    objects = FreeTimeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="one_free_time_each")]

    def __str__(self):
        return f"{self.person_id} · {self.community_id}"

    @classmethod
    @transaction.atomic
    def say(cls, community, person, parts: list[str], *, at) -> None:
        """Say when, in place of what one said before; nothing at all takes it back."""
        known = [part for part in PARTS if part in parts]
        mine = cls.objects.filter(community=community, person=person)
        if not known:
            mine.delete()
        elif not mine.update(parts=known, said_at=at):
            cls.objects.create(community=community, person=person, parts=known, said_at=at)
