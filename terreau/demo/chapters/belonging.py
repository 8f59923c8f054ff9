"""What people carry and where they sit: hats with their dates, the handing over, circles with their guests."""

from terreau.community.models import Circle, Handover, Hat

from ..storyteller import TOLD, Story

ORDER = 30


def tell(story: Story) -> None:
    """Hats, the handing over, then circles."""
    for said in story.all("hat"):
        tell_hat(story, said)
    tell_handover(story, story.the("handover"))
    for said in story.all("circle"):
        tell_circle(story, said)


def tell_hat(story: Story, said: dict) -> None:
    """Offered, put on, and one day laid down."""
    story.then(said["offered"] if "offered" in said else said["from"], lambda at: offer_hat(story, said, at))
    if "from" in said:
        story.then(said["from"], lambda at: hat_of(story, said).accept(at=at))
    if "until" in said:
        by = said["who"]
        story.then(said["until"], lambda at: hat_of(story, said).lay_down(by=story.person(by), at=at))


def offer_hat(story: Story, said: dict, at) -> None:
    """Offer a hat as whoever offers it, with the powers they hold that day."""
    Hat.offer(story.membership(said["who"]), said["kind"], by=story.membership(said["by"]), at=at)


def hat_of(story: Story, said: dict) -> Hat:
    """The hat this line of the story is about."""
    hat = Hat.of(story.membership(said["who"]), said["kind"])
    if hat is None:
        raise LookupError(f"{said['who']} has no {said['kind']} hat at this point of the story")
    return hat


def tell_handover(story: Story, said: dict) -> None:
    """The coordination goes from one to the other, with the words that no list replaces."""
    words = {field: said[field] for field in ("rhythm", "promises", "contacts")}

    def offer(at):
        giver, taker = story.membership(said["giver"]), story.membership(said["taker"])
        story.keep("handover", said["taker"], Handover.offer(giver, taker, at=at, **words))

    story.then(said["offered"], offer)
    story.then(said["accepted"], lambda at: story.made("handover", said["taker"]).accept(at=at))


def tell_circle(story: Story, said: dict) -> None:
    """Opened, filled, joined by guests for a time, and ended when its work is done."""
    key, host = said["key"], said["by"]
    story.then(said["at"], lambda at: open_circle(story, said, at))
    for when, *people in said["seats"]:
        for person in people:
            story.then(when, lambda at, person=person: sit(story, key, person, at, by=person))
    for guest in said.get("guests", []):
        until = story.at(guest["until"])
        story.then(
            guest["at"],
            lambda at, guest=guest, until=until: sit(story, key, guest["who"], at, by=host, guest_until=until),
        )
    if "ended" in said:
        story.then(said["ended"], lambda at: circle(story, key).end(by=story.person(host), at=at))


def open_circle(story: Story, said: dict, at) -> None:
    """The circle, hosted by whoever opens it."""
    fields = {"name": said["name"], "purpose": said["purpose"], "is_private": said.get("private", False)}
    if "ends" in said:
        fields["ends_on"] = story.at(said["ends"]).date()
    made = Circle.open(story.community, by=story.person(said["by"]), at=at, **fields)
    story.keep("circle", said["key"], made)


def sit(story: Story, key: str, person: str, at, *, by: str, guest_until=None) -> None:
    """Give somebody their seat."""
    circle(story, key).seat(story.person(person), by=story.person(by), at=at, guest_until=guest_until)


def circle(story: Story, key: str) -> Circle:
    """A circle as it is at this point of the story."""
    rows = Circle.objects.visible_to(TOLD).select_related("community")
    return rows.get(pk=story.made("circle", key).pk)
