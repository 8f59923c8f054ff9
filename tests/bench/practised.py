"""Notes of the first community in known numbers, with their words, trials and uses."""

from datetime import timedelta

from terreau.practice.kinds import Kind
from terreau.practice.models import Note, NoteText, NoteVersion, Shelf, Shelved, Tag, Tagged, Trial, Use
from terreau.practice.words import Words, gist_of, shown

from . import texts

A_BATCH = 500


def build(world, count: int, began) -> None:
    """So many notes, each with a trial or a use; twelve shelves, forty words."""
    community, people = world.communities[0], world.people[:200]
    shelves = _put(Shelf, (_shelf(world, community, people, number, began) for number in range(12)))
    words = _put(Tag, (_tag(world, community, number) for number in range(40)))
    for start in range(0, count, A_BATCH):
        numbers = range(start, min(start + A_BATCH, count))
        said = [_words(world, number) for number in numbers]
        at = began + timedelta(hours=start)
        notes = _put(Note, (_note(world, community, people, one, at) for one in said))
        pairs = list(zip(notes, said, strict=True))
        _put(NoteText, (_text(note, one) for note, one in pairs))
        _put(NoteVersion, (_version(note, one) for note, one in pairs))
        _put(Trial, (_trial(world, note, people) for note in notes))
        _put(Use, (_use(note, people) for note in notes))
        _put(Shelved, (Shelved(community=community, note=n, shelf=world.chance.choice(shelves), at=at) for n in notes))
        _put(Tagged, (Tagged(community=community, note=note, tag=world.chance.choice(words)) for note in notes))


def _put(model, rows) -> list:
    return model.objects.bulk_create(list(rows), batch_size=A_BATCH)


def _shelf(world, community, people, number: int, at) -> Shelf:
    name = f"Étagère {number}"
    return Shelf(community=community, key=world.key(), kind="intention", name=name, made_by=people[0], made_at=at)


def _tag(world, community, number: int) -> Tag:
    return Tag(community=community, key=world.key(), name=f"mot {number}", folded=f"mot {number}")


def _words(world, number: int) -> Words:
    parts = [world.chance.choice(world.words) for _part in range(3)]
    return Words(f"{texts.sentence(world.chance)[:120]} {number}", parts[0][:300], parts[1][:300], parts[2])


def _note(world, community, people, words: Words, at) -> Note:
    by = world.chance.choice(people)
    return Note(
        community=community, key=world.key(), kind=world.chance.choice(Kind.values), title=words.title,
        gist=gist_of(words), written_by=by, written_at=at, changed_at=at, caretaker=by, trials_count=1,
        review_on=(at + timedelta(days=200)).date(), filed_at=at,
    )  # fmt: skip


def _text(note: Note, words: Words) -> NoteText:
    html = {f"{part}_html": shown(getattr(words, part)) for part in ("when", "needs", "body")}
    about = {"community_id": note.community_id, "note": note, "language": "fr"}
    return NoteText(**about, by=note.written_by, at=note.written_at, **words._asdict(), **html)


def _version(note: Note, words: Words) -> NoteVersion:
    about = {"community_id": note.community_id, "note": note, "language": "fr", "number": 1}
    return NoteVersion(**about, by=note.written_by, at=note.written_at, **words._asdict())


def _trial(world, note: Note, people) -> Trial:
    at = note.written_at
    return Trial(
        community_id=note.community_id, note=note, key=world.key(), person=world.chance.choice(people), begun_at=at,
        told_at=at, changed=texts.sentence(world.chance), took="une heure", again="yes",
    )  # fmt: skip


def _use(note: Note, people) -> Use:
    at = note.written_at
    return Use(community_id=note.community_id, note=note, person=people[note.pk % len(people)], day=at.date(), at=at)
