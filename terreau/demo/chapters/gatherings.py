"""Three and a half years of gatherings: called, answered, moved, cancelled, remembered; and what lies ahead."""

from datetime import datetime, timedelta

from terreau.gathering.models import (
    DateSearch,
    Gathering,
    Memory,
    QuietPeriod,
    Series,
    SeriesAnswer,
    note_who_came,
    set_agenda,
)
from terreau.gathering.occasions import date_of

from ..storyteller import TOLD, Story
from .people import arrival

ORDER = 70
KINDS = {"launch": "launch", "situation": "codev", "visit": "visit", "sharing": "stories", "renewal": "review"}
INTENTIONS = {
    "situation": "Une personne apporte une situation ; les autres l’aident à y voir clair.",
    "talk": "Quelqu’un présente ce qui se fait chez lui ; questions ensuite.",
    "renewal": "Regarder où l’on en est, et choisir la suite ensemble.",
    "anniversary": "Se retourner un moment, et fêter ce qui tient.",
}
STEPS = (("Tour de table", "plain", 10), ("Place aux nouvelles têtes", "newcomers", 5), ("La situation", "plain", 45),
         ("Cinq minutes récit", "story", 5), ("Ce que chacun essaie", "plain", 10))  # fmt: skip
CALLED_BEFORE = timedelta(days=12)


def tell(story: Story) -> None:
    """The Thursdays, one by one, then what stands beside them."""
    rhythm = story.the("rhythm")
    story.then(rhythm["called"], lambda at: begin(story, rhythm, at))
    for turn, key in enumerate(rhythm["joined"]):
        when = story.at(rhythm["called"]) + timedelta(minutes=20 + 7 * turn)
        story.then(when, lambda at, key=key: join(story, key, at))
    for said in story.all("gathering"):
        tell_gathering(story, said, story.at(rhythm["first"]))
    for said in story.all("memory"):
        met = story.written("gathering", said["of"])
        story.then(story.at(met["at"]) + timedelta(days=1), lambda at, said=said: remember(story, said, at))
    for said in story.all("beside"):
        story.then(said["called"], lambda at, said=said: stand_beside(story, said, at))
        for turn, key in enumerate([*said.get("comes", []), *said.get("slots", [])]):
            when = story.at(said["called"]) + timedelta(hours=2 + turn)
            story.then(when, lambda at, said=said, turn=turn, key=key: come(story, said, turn, key, at))
    pause, search = story.the("pause"), story.the("search")
    story.then(pause["said"], lambda at: rest(story, pause, at))
    story.then(search["said"], lambda at: look_for_a_date(story, search, at))


def begin(story: Story, said: dict, at: datetime) -> None:
    """The promised rhythm; most join it once for all."""
    words = {name: said[name] for name in ("title", "intention", "place", "link", "rule")}
    first = story.at(said["first"]).replace(tzinfo=None)
    by = story.person(said["by"])
    series = Series.call(
        story.community, by=by, at=at, first_local=first, kind="codev", minutes=75, promised=True, **words
    )
    story.keep("series", "thursday", series)


def join(story: Story, key: str, at: datetime) -> None:
    """Somebody joins the promised rhythm, once for all its dates."""
    SeriesAnswer.join(story.made("series", "thursday"), story.person(key), at=at)


def come(story: Story, said: dict, turn: int, key: str, at: datetime) -> None:
    """Somebody says they come, or takes an appointment."""
    made = story.made("beside", said["title"])
    if said.get("slots"):
        made.take_slot(1 + turn, person=story.person(key), at=at)
    else:
        made.answer("online" if said["mode"] == "online" else "here", person=story.person(key), at=at)


def tell_gathering(story: Story, said: dict, rhythm_from: datetime) -> None:
    """Called, prepared, held or cancelled; a date of the promised rhythm once there is one."""
    met = story.at(said["at"])
    in_rhythm = met >= rhythm_from
    called = max(met - CALLED_BEFORE, story.at(story.the("rhythm")["called"])) if in_rhythm else called_at(story, met)
    called = max(called, arrival(story, story.written("person", said["facilitators"][0])) + timedelta(hours=1))
    story.then(min(called, story.now - timedelta(hours=2)), lambda at: call(story, said, met, at, in_rhythm))
    if said["kind"] in ("situation", "renewal"):
        ready = min(met - timedelta(hours=3), story.now - timedelta(hours=1))
        story.then(ready, lambda at: prepare(story, said, at))
    if "cancelled" in said:
        by = said["facilitators"][0]
        story.then(
            said["cancelled"],
            lambda at: fresh(story, said["key"]).cancel(by=story.person(by), at=at, why="Le sujet n’attirait plus."),
        )
    if said.get("present"):
        story.then(met + timedelta(hours=3), lambda at: meet(story, said, at))


def called_at(story: Story, met: datetime) -> datetime:
    """Twelve days before, or as soon as there is a community to call."""
    founded = story.at(story.the("community")["founded"]) + timedelta(days=5)
    return max(met - CALLED_BEFORE, min(founded, met - timedelta(hours=4)))


def call(story: Story, said: dict, met: datetime, at: datetime, in_rhythm: bool) -> None:
    """Call one gathering, or give its own words to a date of the promised rhythm."""
    by = story.person(said["facilitators"][0])
    words = {"title": said["title"], "intention": intention(story, said)}
    if in_rhythm:
        made = thursday(story, met)
        made.describe(by=by, at=at, **words, **({"mode": "online"} if said.get("place") == "En ligne" else {}))
        made.move(met, by=by, at=at)
    else:
        kind, place = KINDS.get(said["kind"], "plenary"), "Salle B-204"
        words |= {"kind": kind, "minutes": 75, "place": place, "mode": "here" if kind == "visit" else "hybrid"}
        made = Gathering.call(story.community, by=by, at=at, starts_at=met, **words)
    story.keep("gathering", said["key"], made)


def prepare(story: Story, said: dict, at: datetime) -> None:
    """The usual agenda, carried by those who facilitate."""
    steps = [step(story, said, place) for place in range(len(STEPS))]
    set_agenda(fresh(story, said["key"]), steps, by=story.person(said["facilitators"][0]), at=at)


def intention(story: Story, said: dict) -> str:
    """What one wants of it: who brings a situation, where somebody does."""
    if "brought_by" in said and said["kind"] == "situation":
        return f"{story.written('person', said['brought_by'])['name'].split()[0]} apporte une situation."
    return INTENTIONS.get(said["kind"], "")


def step(story: Story, said: dict, place: int) -> dict:
    """One step of the usual agenda, carried by those who facilitate."""
    title, kind, minutes = STEPS[place]
    carriers = said["facilitators"]
    return {"title": title, "kind": kind, "minutes": minutes, "carrier": story.person(carriers[place % len(carriers)])}


def thursday(story: Story, met: datetime) -> Gathering:
    """The date of the promised rhythm on that day."""
    series = story.made("series", "thursday")
    found = date_of(TOLD, series, met.date())
    if found is None:
        raise LookupError(f"the promised rhythm has no date on {met:%Y-%m-%d}")
    return found


def fresh(story: Story, key: str) -> Gathering:
    """A gathering as it is at this point of the story."""
    rows = Gathering.objects.visible_to(TOLD).select_related("community", "series")
    return rows.get(pk=story.made("gathering", key).pk)


def meet(story: Story, said: dict, at: datetime) -> None:
    """Who was there, written down afterwards."""
    people = [story.person(key) for key in said["present"]]
    note_who_came(fresh(story, said["key"]), people=people, by=story.person(said["facilitators"][0]), at=at)


def remember(story: Story, said: dict, at: datetime) -> None:
    """What came out, published the day after."""
    parts = {part: said[part] for part in ("decisions", "offers", "to_try", "learnings") if part in said}
    Memory.publish(fresh(story, said["of"]), by=story.person(said["by"]), at=at, texts={"fr": parts})


def stand_beside(story: Story, said: dict, at: datetime) -> None:
    """A café, a visit, a reading: what stands beside the Thursdays."""
    extras = {key: said[key] for key in ("reach", "expert", "text") if key in said}
    words = {key: said[key] for key in ("kind", "title", "intention", "minutes", "mode", "place", "link", "phone",
                                        "capacity") if key in said}  # fmt: skip
    by, moment = story.person(said["by"]), story.at(said["at"])
    if "rule" in said:
        local = moment.replace(tzinfo=None)
        Series.call(story.community, by=by, at=at, rule=said["rule"], first_local=local, **words)
        return
    slot = {"slot_minutes": 30} if said.get("slots") else {}
    made = Gathering.call(story.community, by=by, at=at, starts_at=moment, details=extras, **words, **slot)
    story.keep("beside", said["title"], made)


def rest(story: Story, said: dict, at: datetime) -> None:
    """A pause, announced."""
    days = {"from_day": story.at(said["from"]).date(), "to_day": story.at(said["to"]).date()}
    QuietPeriod.announce(story.community, name=said["name"], by=story.person(said["by"]), at=at, **days)


def look_for_a_date(story: Story, said: dict, at: datetime) -> None:
    """A date that is being looked for."""
    moments = [story.at(moment) for moment in said["moments"]]
    words = {key: said[key] for key in ("title", "kind")}
    DateSearch.ask(story.community, by=story.person(said["by"]), at=at, moments=moments, mode="online", **words)
