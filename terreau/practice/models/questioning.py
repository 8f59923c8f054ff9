"""« Remise en question »: a practice questioned, a hypothesis, trials, and what became of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.spine.reading import Readable
from terreau.ui.keys import KeyField

from ..words import tidy
from .beside import ONCE
from .rights import questioned_by


class QuestioningQuerySet(Readable):
    def for_viewer(self, viewer):
        """Those the viewer may read; whoever sponsors sees only what was opened to them."""
        return self.filter(questioned_by(viewer))


class Questioning(models.Model):
    """One practice in question."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("en question")
        SUPPOSED = "supposed", gettext_lazy("une hypothèse")
        TRIED = "tried", gettext_lazy("à l’essai")
        ADOPTED = "adopted", gettext_lazy("adoptée")
        ADAPTED = "adapted", gettext_lazy("adaptée")
        DROPPED = "dropped", gettext_lazy("abandonnée")

    DECIDED = (State.ADOPTED, State.ADAPTED, State.DROPPED)

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="questionings", db_index=False)
    circle = models.ForeignKey("community.Circle", models.CASCADE, null=True, related_name="+", db_index=False)
    note = models.ForeignKey("practice.Note", models.SET_NULL, null=True, related_name="questionings")
    key = KeyField()
    practice = models.CharField(gettext_lazy("ce que nous faisons"), max_length=300)
    question = models.TextField(gettext_lazy("ce qui nous fait douter"), max_length=2_000)
    hypothesis = models.TextField(gettext_lazy("et si…"), max_length=2_000, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    outcome = models.TextField(gettext_lazy("ce que nous en gardons"), max_length=2_000, blank=True)
    open_to_sponsors = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questionings")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=32, blank=True)

    objects = QuestioningQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at", "-id"]
        indexes = [models.Index(fields=["community", "moved_at"], name="questionings_of_community")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(outcome=""), name="what_is_decided_says_what_is_kept"
            ),
            models.UniqueConstraint(
                fields=["asked_by", "form_key"], condition=~Q(form_key=""), name="one_questioning_for_a_form"
            ),
        ]

    def __str__(self):
        return self.practice

    def get_absolute_url(self):
        return reverse("practice:questioning", args=[self.community.slug, self.key])

    @property
    def is_decided(self) -> bool:
        """Whether it was adopted, adapted or dropped."""
        return self.state in self.DECIDED

    # ---- verbs ----
    @classmethod
    @transaction.atomic
    def ask(cls, community, *, by, at, practice, question, hypothesis="", circle=None, note=None, form_key=""):
        """Put a practice in question; the same form sent twice asks once."""
        rows = cls.objects.visible_to(ONCE).filter(asked_by=by, form_key=form_key)
        if form_key and (found := rows.first()):
            found.community = community
            return found
        hypothesis = tidy(hypothesis)[:2_000]
        asked = cls.objects.create(
            community=community, circle=circle, note=note, practice=" ".join(tidy(practice).split())[:300],
            question=tidy(question)[:2_000], hypothesis=hypothesis, asked_by=by, asked_at=at, moved_at=at,
            state=cls.State.SUPPOSED if hypothesis else cls.State.ASKED, form_key=form_key,
        )  # fmt: skip
        community.record("practice-questioned", by=by, about=asked, at=at)
        return asked

    @transaction.atomic
    def suppose(self, hypothesis: str, *, by, at) -> None:
        """« Et si… »: what could be tried. The same words change nothing."""
        hypothesis = tidy(hypothesis)[:2_000]
        if not hypothesis:
            raise ValidationError(_("Dites ce qu’on pourrait essayer."), code="hypothesis")
        if hypothesis != self.hypothesis and not self.is_decided:
            state = self.State.SUPPOSED if self.state == self.State.ASKED else self.state
            self._turn(at, hypothesis=hypothesis, state=state)
            self.community.record("hypothesis-made", by=by, about=self, at=at)

    @transaction.atomic
    def try_out(self, *, by, at) -> None:
        """Somebody tries: from now on it is on trial. Twice changes nothing."""
        if self.state in (self.State.ASKED, self.State.SUPPOSED):
            self._turn(at, state=self.State.TRIED)
            self.community.record("hypothesis-tried", by=by, about=self, at=at)

    @transaction.atomic
    def decide(self, state: str, outcome: str, *, by, at) -> None:
        """Adopted, adapted or dropped, and what is kept of it. The same words change nothing."""
        outcome = tidy(outcome)[:2_000]
        if state not in self.DECIDED:
            raise ValidationError(_("Choisissez : adoptée, adaptée ou abandonnée."), code="state")
        if not outcome:
            raise ValidationError(_("Dites ce que vous en gardez : c’est ce qui servira aux autres."), code="outcome")
        if (state, outcome) != (self.state, self.outcome):
            self._turn(at, state=self.State(state), outcome=outcome, decided_at=at)
            self.community.record("practice-decided", by=by, about=self, at=at, state=state)

    @transaction.atomic
    def show_to_sponsors(self, shown: bool, *, by, at) -> None:
        """Open it to who sponsors the community, or close it again. Twice changes nothing."""
        if Questioning.objects.filter(pk=self.pk).exclude(open_to_sponsors=shown).update(open_to_sponsors=shown):
            self.open_to_sponsors = shown
            self.community.record("questioning-opened" if shown else "questioning-closed", by=by, about=self, at=at)

    @transaction.atomic
    def hide(self, *, by, at, reason: str):
        """Take it out, with a reason that its author and the journal see."""
        if Questioning.objects.filter(pk=self.pk, hidden_at=None).update(hidden_at=at, hidden_reason=reason):
            self.hidden_at, self.hidden_reason = at, reason
            self.community.record("questioning-hidden", by=by, about=self, at=at, reason=reason)

    def _turn(self, at, **fields) -> None:
        Questioning.objects.filter(pk=self.pk).update(**fields, moved_at=at)
        vars(self).update(fields, moved_at=at)


class QuestioningBesideQuerySet(Readable):
    def for_viewer(self, viewer):
        """What goes with the practices in question this viewer may read."""
        return self.filter(questioned_by(viewer, questioning="questioning__"))


class InUse(models.Model):
    """Where a practice that was in question is in use now, and how."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+", db_index=False)
    questioning = models.ForeignKey(Questioning, models.CASCADE, related_name="in_use", db_index=False)
    key = KeyField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(gettext_lazy("où"), max_length=160)
    how = models.CharField(gettext_lazy("comment"), max_length=300, blank=True)
    since = models.DateTimeField()

    objects = QuestioningBesideQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["questioning", "person", "place"], name="said_once_of_a_place")]
        indexes = [models.Index(fields=["community", "questioning"], name="in_use_of_community")]

    def __str__(self):
        return self.place

    @classmethod
    @transaction.atomic
    def say(cls, questioning, *, by, at, place: str, how: str = "") -> "InUse":
        """It is in use there; said again, how it is used is corrected."""
        place, how = " ".join(tidy(place).split())[:160], tidy(how)[:300]
        if not place:
            raise ValidationError(_("Dites où, en quelques mots."), code="place")
        row, new = cls.objects.visible_to(ONCE).get_or_create(
            questioning=questioning, person=by, place=place,
            defaults={"community": questioning.community, "how": how, "since": at},
        )  # fmt: skip
        if new or row.how != how:
            cls.objects.filter(pk=row.pk).update(how=how)
            row.how = how
            questioning.community.record("practice-in-use", by=by, about=questioning, at=at)
        return row

    @transaction.atomic
    def no_more(self, *, by, at) -> None:
        """It is not in use there any more."""
        if InUse.objects.filter(pk=self.pk).delete()[0]:
            self.community.record("practice-no-longer-in-use", by=by, about=self.questioning, at=at)
