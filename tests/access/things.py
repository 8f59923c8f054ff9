"""One thing of each kind, each carrying a canary: a word that must be seen by those entitled, and by nobody else."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from terreau.community.models import Handover, Invitation, Membership, Report, Welcome
from terreau.conversation.models import Draft, Thread
from terreau.files.door import store_upload
from terreau.memory.models import Arrival
from terreau.people import rhythm
from terreau.people.models import SignIn
from terreau.protocol.models import AdaptedFormat, Capture, Cohort, Participant, Review, Run
from terreau.protocol.shape import house_formats
from tests.access import practised
from tests.access.gathered import gather

CANARIES = {
    "talk": "zqmembresfournil",  # said to all members
    "circle": "zqcerclefourprive",  # said in a private circle
    "draft": "zqbrouillonintime",  # being typed by Bruno
    "email": "zqadressecachee",  # Bruno's address
    "seeks": "zqchercheanimation",  # for who facilitates only
    "hidden": "zqmessageretire",  # taken out by moderation
    "reason": "zqraisonderapport",  # why something was reported
    "purpose": "zqraisondecercle",  # a private circle's purpose
    "case": "zqsituationconfiee",  # brought in a session, for those in the room
    "plan": "zqplanpoursoi",  # Bruno's own plan in that session
    "pact": "zqpactedesdeux",  # what Bruno and Chloé promise each other in their duo
    "seed": "zqpistegardee",  # advice of Chloé's, parked until its time
    "review": "zqbilanintime",  # what Bruno takes away
    "file": "zqfichierdecercle",  # inside a private circle's file
    "gathering": "zqrencontredecercle",  # a private circle's gathering
    "needs": "zqbesoinpourvenir",  # what somebody needs in order to come
    "refusal": "zqnevientpas",  # the name of a guest who said no
    "guest_email": "zqcourrieldinvitee",  # a guest's address
    "reply": "zqreponseegaree",  # the address of an answer by mail that could not be taken
    "memory": "zqmemoirederencontre",  # what came out of a gathering
    **practised.CANARIES,
}
IN_A_ROOM = [
    "run", "screen", "channel", "wall", "coming-in", "going-out", "gesture", "grouping", "role", "choosing", "wheel",
    "place", "floor", "saying", "draft", "voting", "paper", "harvesting", "reviewing",
]  # fmt: skip
ARRIVAL = ["arrival", "problems", "problems-csv", "columns", "starting", "stopping", "undoing", "withdrawing"]


class Things:
    """Threads, messages, files, an invitation, a welcome, a handover and a report among the bakers."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls._said()
        cls._kept()
        cls._answered()
        cls._sat_down()
        gathered = gather(cls, CANARIES)
        cls.samples = {**cls._samples(), **gathered}

    @classmethod
    def _said(cls):
        at, word = cls.then, CANARIES
        cls.talk = Thread.start(cls.bakers, by=cls.bruno, at=at, text=f"Le levain {word['talk']} monte mal.")
        cls.said = cls.talk.reply(by=cls.bruno, at=at, text=f"Il faisait froid {word['talk']}.")
        cls.gone = cls.talk.reply(by=cls.bruno, at=at, text=f"Achetez mes pains {word['hidden']}.")
        cls.gone.hide(by=cls.amina, at=at, reason="Publicité.")
        day = (timezone.now() + timedelta(days=4)).date()
        cls.call = Thread.start(cls.bakers, by=cls.bruno, at=at, text="Qui a déjà réparé un pétrin ?", call_until=day)
        upload = SimpleUploadedFile("plan.txt", f"Plan du four {word['file']}".encode())
        cls.file = store_upload(upload, community=cls.bakers, by=cls.bruno, at=at)
        cls.secret = Thread.start(
            cls.bakers, by=cls.bruno, at=at, text=f"Le four {word['circle']} fume.", circle=cls.ovens, files=[cls.file]
        )

    @classmethod
    def _kept(cls):
        cls.ovens.purpose = f"Parler de fours {CANARIES['purpose']}."
        cls.ovens.save(update_fields=["purpose"])
        Draft.keep(cls.bakers, cls.bruno, cls.talk.key, at=cls.then, source=f"Je pense que {CANARIES['draft']}")
        cls.bruno.email = f"{CANARIES['email']}@example.org"
        cls.bruno.seeks = f"Un four {CANARIES['seeks']}"
        cls.bruno.audiences = {"seeks": "animation"}
        cls.bruno.save(update_fields=["email", "seeks", "audiences"])

    @classmethod
    def _answered(cls):
        at = cls.then
        rows = {m.person_id: m for m in Membership.objects.filter(community=cls.bakers)}
        cls.invitation = Invitation.write(cls.bakers, by=cls.amina, at=cls.now, uses=5)
        cls.welcome = Welcome.take(rows[cls.ines.pk], rows[cls.farid.pk], at=cls.now, word="Bonjour")
        giver, taker = cls.membership_of(cls.amina), cls.membership_of(cls.chloe)
        cls.handover = Handover.offer(giver, taker, at=cls.now)
        cls.report = Report.make(
            cls.bakers,
            by=cls.chloe,
            kind="conversation.message",
            about=cls.said,
            concerning=cls.bruno,
            reason=f"Parce que {CANARIES['reason']}",
            at=at,
        )
        listed = SimpleUploadedFile("membres.csv", b"nom;courriel\nZoe;zoe@example.org\n")
        kept = store_upload(listed, community=cls.bakers, by=cls.amina, at=at)
        cls.arrival = Arrival.bring(cls.bakers, "members", [("membres.csv", kept)], by=cls.amina, at=at)
        cls.signin = SignIn.ask("someone@example.org", at=cls.now)

    @classmethod
    def _sat_down(cls):
        """A session under way, at its consultation: Farid drives, Bruno brings something, Chloé parked an idea."""
        at = cls.now - timedelta(minutes=30)
        form = house_formats()["codeveloppement"]
        cls.session = Run.prepare(cls.bakers, form, by=cls.farid, at=at)
        for someone, role in ((cls.bruno, "client"), (cls.chloe, "consultant")):
            Participant.come_in(cls.session, someone, at=at).hold(role)
        cls.session = Run.objects.seen().select_related("community").get(pk=cls.session.pk)
        for act in ("begin", "next", "next"):
            cls.session.gesture(act, by=cls.farid, at=at, seen=cls.session.number)
        said = (("case", 1, cls.bruno), ("plan", 5, cls.bruno), ("seed", 2, cls.chloe))
        for name, step, by in said:
            words = {"text": f"Ici {CANARIES[name]}.", "step": step, "seed": name == "seed"}
            setattr(cls, f"said_{name}", Capture.write(cls.session, by=by, at=at, **words))
        cls.ended = Run.prepare(cls.bakers, form, by=cls.bruno, at=at)
        for act in ("begin", "end"):
            cls.ended.gesture(act, by=cls.bruno, at=at, seen=cls.ended.number)
        words = {"takes": f"Je garde {CANARIES['review']}", "will_try": "Essayer."}
        cls.reviewed = Review.make(cls.ended, cls.bruno, at=at, share=False, **words)
        day = at.date()
        fields = {
            "kind": "duo",
            "name": "Duo",
            "pact": CANARIES["pact"],
            "begins_on": day,
            "ends_on": day + timedelta(days=80),
        }
        cls.duo = Cohort.propose(cls.bakers, [cls.chloe], by=cls.bruno, at=at, format_slug="duo", **fields)
        cls.adapted = AdaptedFormat.adapt(cls.bakers, form, form.raw, by=cls.amina, at=at)

    @classmethod
    def _samples(cls) -> dict:
        thread, message = {"key": cls.talk.key}, {"key": cls.said.key}
        circle = {"key": cls.ovens.key}
        seat = cls.ovens.seats.get(person=cls.gaston)
        link, invitation = {"token": cls.invitation.token()}, {"key": cls.invitation.key}
        talk = ["thread", "reply", "tend", "close", "move", "hide-thread", "show-thread"]
        words = ["message", "edit", "versions", "thank", "withdraw", "hide-message", "aside"]
        circles = [
            "circle",
            "circle-settings",
            "circle-ending",
            "circle-prolonging",
            "circle-joining",
            "circle-leaving",
        ]
        circles += ["seating", "hosting-no-more", "guest-inviting"]
        return {
            **{f"conversation:{name}": thread for name in talk},
            **{f"conversation:{name}": message for name in words},
            "conversation:draft": {"place": cls.talk.key},
            "conversation:show-message": {"key": cls.gone.key},
            "conversation:offer": {"key": cls.call.key},
            "conversation:ask": {"key": cls.call.key},
            "conversation:close-call": {"key": cls.call.key},
            **{f"community:{name}": circle for name in circles},
            **{f"community:{n}": {**circle, "seat_key": seat.key} for n in ("hosting", "unseating")},
            **{f"community:{n}": link for n in ("invitation", "invitation-accepting", "invitation-proving")},
            **{f"community:{n}": invitation for n in ("invitation-link", "invitation-qr", "invitation-revoking")},
            **{f"community:{n}": {"key": cls.welcome.key} for n in ("welcome-wording", "welcome-ending")},
            **{f"community:{n}": {"key": cls.handover.key} for n in ("handover", "taking-over", "handover-declining")},
            **{f"community:{n}": {"key": cls.report.key} for n in ("deciding", "report-made")},
            **{f"community:{n}": {"kind": "origins"} for n in ("culture-section", "culture-versions")},
            "community:hat-accepting": {"key": cls.membership_of(cls.chloe).key, "kind": "coordination"},
            "community:hat-laying-down": {"key": cls.membership_of(cls.farid).key, "kind": "facilitation"},
            "community:report": {"kind": "conversation.message", "key": cls.said.key},
            **cls._other_samples(),
            **cls._session_samples(),
        }

    @classmethod
    def _session_samples(cls) -> dict:
        return {
            **{f"protocol:{name}": {"key": cls.session.key} for name in IN_A_ROOM},
            "protocol:tending": {"key": cls.session.key, "note": cls.said_seed.key},
            **{f"protocol:{name}": {"key": cls.said_plan.key} for name in ("keeping", "erasing", "sharing")},
            "protocol:following-up": {"key": cls.reviewed.key},
            **{
                f"protocol:{n}": {"key": cls.duo.key}
                for n in ("cohort", "accepting", "agreeing", "cohort-leaving", "cohort-ending")
            },
            **{
                f"protocol:{n}": {"format": cls.adapted.key}
                for n in ("format", "format-paper", "adapting", "preparing")
            },
        }

    @classmethod
    def _other_samples(cls) -> dict:
        return {
            "files:file": {"key": cls.file.key, "name": cls.file.name},
            "files:small": {"key": cls.file.key},
            "memory:bringing": {"what": "membres"},
            **{f"memory:{name}": {"key": cls.arrival.key} for name in ARRIVAL},
            "people:link": {"token": cls.signin.token()},
            "people:first-administrator": {"token": "rien"},
            "people:language": {"code": "en"},
            "people:theme": {"code": "nuit"},
            "people:rhythm-by-mail": {"token": rhythm.token_for(cls.bruno)},
            "people:consenting": {"purpose": "directory"},
            "people:ending": {"handle": "rien"},
            "people:export-file": {"key": "aucun"},
            "mfa_edit_webauthn": {"pk": 1},
            "mfa_remove_webauthn": {"pk": 1},
        }
