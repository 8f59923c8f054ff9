"""Reporting something that should not be here, and answering with a reason that everybody concerned sees."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terreau.spine.reading import Readable, System
from terreau.ui.keys import KeyField

from .once import find_or_make


class ReportQuerySet(Readable):
    def for_viewer(self, viewer):
        """Who wrote it; who moderates, unless it is about them; the person concerned, once it is decided."""
        if viewer.person is None:
            return self.none()
        moderated = Q(community__in=viewer.communities_where("moderate")) & ~Q(concerning=viewer.person)
        own = Q(by=viewer.person, community__in=viewer.communities)
        told = Q(concerning=viewer.person, decided_at__isnull=False, community__in=viewer.communities)
        return self.filter(moderated | own | told)

    def waiting(self):
        """Not decided yet."""
        return self.filter(decided_at=None)


class Report(models.Model):
    """What one person asks the others to look at."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Rien ne change")
        TALKED = "talked", _("Nous en avons parlé avec la personne")
        SET_ASIDE = "set-aside", _("Mis de côté\u00a0: ce n’est plus visible ici")
        REMOVED = "removed", _("La personne ne fait plus partie de la communauté")

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="reports")
    key = KeyField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    concerning = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    reason = models.CharField(_("ce qui ne va pas"), max_length=600)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("la raison de cette décision"), max_length=600, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "about_kind", "about_id"], condition=Q(decided_at=None), name="one_open_report_each"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(answer="") & ~Q(outcome=""), name="a_decision_gives_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["community", "decided_at"], name="reports_of_community")]

    def __str__(self):
        return f"report {self.key}"

    @classmethod
    @transaction.atomic
    def make(cls, community, *, by, kind: str, about, concerning, reason: str, at) -> "Report":
        """Report something once; while it waits, reporting it again changes nothing."""
        subject = {"by": by, "about_kind": kind, "about_id": about.pk}
        rows = cls.objects.visible_to(System("one open report each")).filter(decided_at=None, **subject)
        report, new = find_or_make(
            rows.first,
            lambda: cls.objects.create(
                community=community, concerning=concerning, reason=reason, made_at=at, **subject
            ),
        )
        if new:
            community.record("report-made", by=by, about=report, at=at)
        return report

    @transaction.atomic
    def note_reading(self, *, by, at):
        """Somebody who moderates opened it: said once for each of them in the journal."""
        journal = self.community.journal.filter(
            act="report-read", by=by, about_kind="community.report", about_id=self.pk
        )
        if not journal.exists():
            self.community.record("report-read", by=by, about=self, at=at)

    @transaction.atomic
    def decide(self, outcome: str, *, answer: str, by, at):
        """Answer with a reason. Decided already, the first decision stays."""
        if not answer.strip():
            raise ValidationError(_("Dites pourquoi\u00a0: la raison est lue par les personnes concernées."))
        rows = Report.objects.filter(pk=self.pk, decided_at=None)
        said = {"outcome": self.Outcome(outcome), "answer": answer, "decided_by": by, "decided_at": at}
        if rows.update(**said):
            for field, value in said.items():
                setattr(self, field, value)
            self._carry_out(by=by, at=at)
            self.community.record("report-decided", by=by, about=self, at=at, outcome=str(outcome), reason=answer)

    def _carry_out(self, *, by, at) -> None:
        from terreau.community import reporting

        from .membership import Membership

        if self.outcome == self.Outcome.SET_ASIDE:
            reporting.set_aside(self, by=by, at=at)
        if self.outcome == self.Outcome.REMOVED:
            rows = Membership.objects.visible_to(System("carry out a decision")).select_related("community", "person")
            if membership := rows.filter(community=self.community, person=self.concerning).first():
                membership.remove(by=by, at=at, reason=self.answer)
