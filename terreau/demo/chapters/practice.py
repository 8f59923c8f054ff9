"""What they know how to do: notes with their trials and variants, shelves, practices in question, readings."""

from datetime import timedelta

from terreau.conversation.models import Message
from terreau.practice.models import (
    Book,
    CoAuthor,
    InUse,
    Note,
    NoteText,
    Questioning,
    Shelf,
    Tag,
    Tagged,
    Trial,
    Use,
    Variant,
)
from terreau.practice.words import Words

from ..giving import given
from ..storyteller import TOLD, Story

ORDER = 60
TERMS = ("link", "licence", "credit")


def tell(story: Story) -> None:
    """Shelves, notes and their life, then what is in question, tried and read."""
    for said in story.all("shelf"):
        story.then(said["at"], lambda at, said=said: put_up(story, said, at))
    for said in story.all("note"):
        tell_note(story, said)
    for said in story.all("synonym"):
        story.then(said["at"], lambda at, said=said: tie(story, said, at))
    for said in story.all("questioning"):
        tell_questioning(story, said)
    for said in story.all("initiative"):
        story.then(said["at"], lambda at, said=said: begin(story, said, at))
    for said in story.all("book"):
        tell_book(story, said)


def put_up(story: Story, said: dict, at) -> None:
    """A shelf, a question or a brassée."""
    words = {name: said[name] for name in ("kind", "name", "words")}
    made = Shelf.put_up(story.community, by=story.person(said["by"]), at=at, **words)
    story.keep("shelf", said["key"], made)


def words_of(story: Story, said: dict) -> Words:
    """The words of a note, as a form would send them."""
    return Words(*(story.words(said.get(name, "")) for name in Words._fields))


def tell_note(story: Story, said: dict) -> None:
    """Written, filed, signed together, tried, varied, read again, translated."""
    key = said["key"]
    story.then(said["at"], lambda at: write(story, said, at))
    for shelf in said.get("shelves", []):
        story.then(shelved_at(story, said, shelf), lambda at, shelf=shelf: hold(story, said, shelf, at))
    for who, when in said.get("signed", []):
        story.then(when, lambda at, who=who: CoAuthor.accept(note(story, key), by=story.person(who), at=at))
    for one in said.get("trial", []):
        story.then(one["at"], lambda at, one=one: tried(story, key, one, at))
    for one in said.get("variant", []):
        story.then(one["at"], lambda at, one=one: varied(story, key, one, at))
    for who, when in said.get("used", []):
        story.then(when, lambda at, who=who: Use.say(note(story, key), by=story.person(who), at=at))
    for who, when, verdict, *words in said.get("reread", []):
        story.then(
            when,
            lambda at, who=who, verdict=verdict, words=words: note(story, key).reread(
                verdict, by=story.person(who), at=at, words=" ".join(words)
            ),
        )
    if "edited" in said:
        story.then(said["edited"]["at"], lambda at: edit(story, said, at))
    for language in ("english", "french"):
        if language in said:
            story.then(said[language]["at"], lambda at, language=language: translate(story, said, language, at))
    if said.get("caretaker") == "none":
        when = story.at(said["at"]) + timedelta(weeks=30)
        story.then(when, lambda at: note(story, key).entrust(None, by=story.person(said["by"]), at=at))


def write(story: Story, said: dict, at) -> None:
    """The note, tied to where it was said, with its words and its shelves."""
    by = story.person(said["by"])
    terms = {name: said[name] for name in TERMS if name in said}
    made = Note.write(
        story.community, by=by, at=at, kind=said["kind"], words=words_of(story, said),
        language=said.get("language", "fr"), circle=story.made("circle", said["circle"]) if "circle" in said else None,
        origins=origins_of(story, said), authors=[story.person(who) for who, _when in said.get("signed", [])],
        files=given(story, said, at), filed=said.get("filed", True), **terms,
    )  # fmt: skip
    if "tags" in said:
        Tagged.put(made, said["tags"], by=by, at=at)
    story.keep("note", said["key"], made)


def shelved_at(story: Story, said: dict, shelf: str):
    """When both the note and the shelf are there."""
    return max(story.at(said["at"]), story.at(story.written("shelf", shelf)["at"])) + timedelta(minutes=5)


def hold(story: Story, said: dict, shelf: str, at) -> None:
    """The note on its shelf; a brassée is its maker's."""
    by = story.person(story.written("shelf", shelf)["by"])
    story.made("shelf", shelf).hold(note(story, said["key"]), by=by, at=at)


def origins_of(story: Story, said: dict) -> list[tuple[Message, int]]:
    """The message the note comes from, and its thread."""
    if "from" not in said:
        return []
    message = story.made("message", said["from"])
    return [(message, message.thread_id)]


def note(story: Story, key: str) -> Note:
    """A note as it is at this point of the story."""
    return Note.objects.visible_to(TOLD).select_related("community").get(pk=story.made("note", key).pk)


def tried(story: Story, key: str, said: dict, at) -> None:
    """« Je l’ai essayée. »"""
    words = {name: said[name] for name in ("changed", "took", "again")}
    Trial.told(note(story, key), by=story.person(said["by"]), at=at, **words)


def varied(story: Story, key: str, said: dict, at) -> None:
    """How it is done elsewhere."""
    Variant.add(note(story, key), by=story.person(said["by"]), at=at, name=said["name"], words=said["words"])


def edit(story: Story, said: dict, at) -> None:
    """Said better by somebody."""
    text = NoteText.objects.visible_to(TOLD).select_related("note__community")
    now = text.get(note=story.made("note", said["key"]), language=said.get("language", "fr"))
    fresh = now.words._replace(body=story.words(said["edited"]["body"]))
    now.edit(fresh, base=now.version, by=story.person(said["edited"]["by"]), at=at)


def translate(story: Story, said: dict, language: str, at) -> None:
    """Written in the other language, beside the first."""
    other = said[language]
    NoteText.translate(
        note(story, said["key"]), language[:2], words_of(story, other), by=story.person(other["by"]), at=at
    )


def tie(story: Story, said: dict, at) -> None:
    """Two words for one thing."""
    word, same = Tag.known(story.community, [said["word"], said["same"]])
    word.tie(same, by=story.person(said["by"]), at=at)


def tell_questioning(story: Story, said: dict) -> None:
    """Asked, supposed, tried, decided, in use."""
    key = said["key"]
    story.then(said["at"], lambda at: ask(story, said, at))
    if "tried" in said:
        when, who, what = said["tried"]
        story.then(when, lambda at: try_out(story, key, who, what, at))
    if "decided" in said:
        by = said["by"]
        story.then(
            said["decided"],
            lambda at: asked(story, key).decide(said["state"], said["outcome"], by=story.person(by), at=at),
        )
    for who, when, place, how in said.get("uses", []):
        story.then(
            when,
            lambda at, who=who, place=place, how=how: InUse.say(
                asked(story, key), by=story.person(who), at=at, place=place, how=how
            ),
        )


def ask(story: Story, said: dict, at) -> None:
    """A practice put in question."""
    words = {name: said.get(name, "") for name in ("practice", "question", "hypothesis")}
    made = Questioning.ask(story.community, by=story.person(said["by"]), at=at, **words)
    story.keep("questioning", said["key"], made)


def asked(story: Story, key: str) -> Questioning:
    """It, as it is at this point of the story."""
    rows = Questioning.objects.visible_to(TOLD).select_related("community")
    return rows.get(pk=story.made("questioning", key).pk)


def try_out(story: Story, key: str, who: str, what: str, at) -> None:
    """Somebody tries the hypothesis."""
    found = asked(story, key)
    Trial.begin(found, by=story.person(who), at=at, what=what)
    found.try_out(by=story.person(who), at=at)


def begin(story: Story, said: dict, at) -> None:
    """« J’essaie… d’ici… »"""
    until = story.now.date() + timedelta(days=said["until"])
    by = story.person(said["by"])
    Trial.begin(note(story, said["note"]), by=by, at=at, what=said["what"], until=until)


def tell_book(story: Story, said: dict) -> None:
    """Something to read, and what others say of it."""
    words = {name: said[name] for name in ("title", "author", "link", "words") if name in said}
    title = said["title"]
    story.then(
        said["at"],
        lambda at: story.keep("book", title, Book.add(story.community, by=story.person(said["by"]), at=at, **words)),
    )
    for who, when, text in said.get("said", []):
        story.then(
            when, lambda at, who=who, text=text: story.made("book", title).say(text, by=story.person(who), at=at)
        )
