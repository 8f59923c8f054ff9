"""Links and documents on their way into the practice: a note each, that waits to be filed unless words came with it."""

from collections.abc import Sequence
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File as Content
from django.utils import timezone

from terreau.files.door import store_upload
from terreau.practice.kinds import Kind
from terreau.practice.models import Note, NoteVersion, Tagged
from terreau.practice.words import MAX_TITLE, Words, cut

from ..arrivals.folder_zip import A_FILE_MEGABYTES, Entry, Folder, look_through, unpack
from ..arrivals.links_csv import MOST_MEGABYTES, Link, Links, read_links
from ..arrivals.problems import problem
from ..models import Arrival, ArrivalProblem, ArrivedRows
from ..models.arrival import WHY
from .carrier import Carrier, Deadline, carries

A_FEW = 50  # notes in one transaction
FIRST_ROWS = 8  # shown in the preview


class NotesCarrier(Carrier):
    """What links and documents share: notes written in the name of who brings them, and taken out if untouched."""

    def _write(self, title: str, words: str, *, link="", files=(), tags=()) -> Note:
        by, at = self.arrival.started_by, timezone.now()
        note = Note.write(
            self.community, by=by, at=at, kind=Kind.DOCUMENT, words=Words(cut(title, MAX_TITLE), "", "", words),
            language=self.community.language, link=link, files=files, filed=bool(tags),
        )  # fmt: skip
        if tags:
            Tagged.put(note, tags, by=by, at=at)
        return note

    def _remember(self, notes: list[Note]) -> None:
        ArrivedRows.write(self.arrival, ArrivedRows.Kind.NOTE, [note.pk for note in notes])
        self.arrival.count("notes", len(notes))
        self.arrival.done += len(notes)

    def take_out(self, deadline: Deadline) -> bool:
        """The notes that nobody tried, corrected or answered since; others stay, counted."""
        for some in ArrivedRows.after(self.arrival, ArrivedRows.Kind.NOTE, self.arrival.marker.get("note", 0)):
            with self.arrival.batch():
                rows = Note.objects.visible_to(WHY).filter(pk__in=some.ids)
                kept = [note.pk for note in rows if _touched(note)]
                gone = rows.exclude(pk__in=kept).delete()[1]
                self.arrival.count("notes_out", gone.get(Note._meta.label, 0))
                self.arrival.count("notes_kept", len(kept))
                self.arrival.marker = {"note": some.pk}
            if deadline:
                return False
        return True


def _touched(note: Note) -> bool:
    """Whether somebody made it theirs: corrected, tried, varied, questioned, or used it."""
    versions = NoteVersion.objects.visible_to(WHY).filter(note=note)
    beside = (note.trials, note.variants, note.remarks, note.uses, note.readings, note.questionings)
    return versions.count() > 1 or any(rows.visible_to(WHY).exists() for rows in beside)


@carries(Arrival.Kind.LINKS)
class LinksCarrier(NotesCarrier):
    """A list of links, one note each."""

    def look(self, deadline: Deadline) -> bool:
        """Read the list, and compare it with the links already here."""
        links = self._links()
        known = self._known(links.rows)
        found = links.problems + [
            problem("links-already-here", row.line, text=row.link) for row in links.rows if row.link in known
        ]
        fresh = [row for row in links.rows if row.link not in known]
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            ArrivalProblem.write(self.arrival, (("", one) for one in sorted(found, key=lambda one: one.line)))
        first = [[row.line, row.title, row.link, ", ".join(row.tags)] for row in fresh[:FIRST_ROWS]]
        self.arrival.looked({"notes": len(fresh), "documents": first}, total=len(fresh), at=timezone.now())
        return True

    def let_in(self, deadline: Deadline) -> bool:
        """Write the notes, fifty at a time; a link that came meanwhile is not written twice."""
        after = self.arrival.marker.get("line", 0)
        waiting = [row for row in self._links().rows if row.line > after]
        for start in range(0, len(waiting), A_FEW):
            some = waiting[start : start + A_FEW]
            with self.arrival.batch():
                known = self._known(some)
                self._remember([self._note(row) for row in some if row.link not in known])
                self.arrival.marker = {"line": some[-1].line}
            if deadline:
                return False
        return True

    def _note(self, row: Link) -> Note:
        return self._write(row.title, row.text, link=row.link, tags=row.tags)

    def _links(self) -> Links:
        (brought,) = self.files
        with self.open(brought) as stream:
            return read_links(stream.read(MOST_MEGABYTES * 1_000_000 + 1))

    def _known(self, rows: Sequence[Link]) -> set[str]:
        notes = Note.objects.visible_to(WHY).filter(community=self.community)
        return set(notes.filter(link__in=[row.link for row in rows][:900]).values_list("link", flat=True))


@carries(Arrival.Kind.FOLDER)
class FolderCarrier(NotesCarrier):
    """A folder of documents, one note each, found under the name of the folder it was in."""

    def look(self, deadline: Deadline) -> bool:
        """See what would come out, without unpacking anything."""
        folder = self._folder()
        with self.arrival.batch():
            self.forget_problems(while_carrying=False)
            ArrivalProblem.write(self.arrival, (("", one) for one in folder.problems))
        first = [[entry.number + 1, _title(entry), entry.name, entry.folder] for entry in folder.entries[:FIRST_ROWS]]
        found = {"notes": len(folder.entries), "documents": first}
        self.arrival.looked(found, total=len(folder.entries), at=timezone.now())
        return True

    def let_in(self, deadline: Deadline) -> bool:
        """Unpack, clean and keep the documents, some at a time; one that is refused does not stop the others."""
        after = self.arrival.marker.get("number", -1)
        waiting = [entry for entry in self._folder().entries if entry.number > after]
        for start in range(0, len(waiting), 10):
            some = waiting[start : start + 10]
            with self.arrival.batch():
                self._bring_in(some)
                self.arrival.marker = {"number": some[-1].number}
            if deadline:
                return False
        return True

    def _folder(self) -> Folder:
        (brought,) = self.files
        with self.open(brought) as stream:
            return look_through(stream)

    def _bring_in(self, entries: list[Entry]) -> None:
        (brought,) = self.files
        made, refused = [], []
        with self.open(brought) as stream:
            for entry, unpacked in unpack(stream, entries):
                why = ""
                try:
                    made += [self._document(entry, unpacked)] if unpacked else []
                except ValidationError as refusal:
                    why = refusal.messages[0]
                if why or unpacked is None:
                    refused.append(("", problem("zip-file-refused", entry.number + 1, text=entry.name, why=why or "—")))
        ArrivalProblem.write(self.arrival, refused, while_carrying=True)
        self._remember(made)

    def _document(self, entry: Entry, unpacked) -> Note:
        at = timezone.now()
        file = store_upload(
            Content(unpacked, name=entry.name), community=self.community, by=self.arrival.started_by, at=at,
            max_bytes=A_FILE_MEGABYTES * 1_000_000, counted=False,
        )  # fmt: skip
        tags = (entry.folder,) if entry.folder else ()
        return self._write(_title(entry), "", files=[(file, "")], tags=tags)


def _title(entry: Entry) -> str:
    """« Plan de nettoyage » from « plan_de-nettoyage.pdf »."""
    words = " ".join(PurePath(entry.name).stem.replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:]) or entry.name
