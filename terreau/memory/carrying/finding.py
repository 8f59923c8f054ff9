"""Where the threads of an archive go on: threads that arrived before, or that await a message of theirs."""

from collections import defaultdict

from terreau.conversation.importing import arrived
from terreau.conversation.models import Thread

from ..arrivals import subjects
from ..arrivals.threading import SEASON, mark_of
from ..models import AwaitedMail
from ..models.arrival import WHY
from .spool import Stored

Batch = list[list[Stored]]


def anything_arrived(community) -> bool:
    """Whether some archive came here before."""
    return Thread.objects.visible_to(WHY).filter(community=community, imported=True).exists()


class Homes:
    """For each thread of a batch, the thread of the community it continues, if any."""

    def __init__(self, community, batch: Batch, known: dict[str, int], *, alone: bool) -> None:
        """`alone`: nothing arrived before this archive, whose own threads are whole already."""
        self.community, self.batch = community, batch
        self.known = known if alone else known | self._cited(batch)
        self.awaited = {} if alone else self._awaiting(batch)
        self.by_title = {} if alone else self._titled(batch)

    def together(self) -> list[list[tuple[list[Stored], int | None]]]:
        """The threads to bring in at once, each with its home; two that continue the same one are made one."""
        grouped: dict[int, list[Stored]] = defaultdict(list)
        fresh: list[tuple[list[Stored], int | None]] = []
        for letters in self.batch:
            home = self._home(letters)
            if home is None:
                fresh.append((letters, None))
            else:
                grouped[home] += letters
        return [some for some in (fresh, [(letters, home) for home, letters in grouped.items()]) if some]

    def await_missing(self) -> None:
        """Remember the mails that are cited and are not here: whichever archive brings them, this is their thread."""
        here = {letter.message_id for letters in self.batch for letter in letters} | self.known.keys()
        cited = {one for letters in self.batch for letter in letters for one in letter.cited.split("\n") if one}
        missing = cited - here
        if not missing:
            return
        ids = [letter.message_id for letters in self.batch for letter in letters if letter.cited]
        threads = arrived(self.community, ids)
        AwaitedMail.objects.bulk_create(
            (
                AwaitedMail(community=self.community, thread_id=threads[letter.message_id], mark=mark_of(one))
                for letters in self.batch
                for letter in letters
                if letter.message_id in threads
                for one in letter.cited.split("\n")
                if one in missing
            ),
            ignore_conflicts=True,
            batch_size=1000,
        )

    def _home(self, letters: list[Stored]) -> int | None:
        for letter in letters:
            for one in (letter.message_id, *reversed(letter.cited.split("\n"))):
                if one and (home := self.known.get(one) or self.awaited.get(mark_of(one))):
                    return home
        return self.by_title.get(letters[0].n)

    def _cited(self, batch: Batch) -> dict[str, int]:
        cited = {one for letters in batch for letter in letters for one in letter.cited.split("\n") if one}
        return arrived(self.community, sorted(cited))

    def _awaiting(self, batch: Batch) -> dict[int, int]:
        marks = {
            mark_of(one)
            for letters in batch
            for letter in letters
            for one in (letter.message_id, *letter.cited.split("\n"))
            if one
        }
        found: dict[int, int] = {}
        wanted = sorted(marks)
        for start in range(0, len(wanted), 500):
            rows = AwaitedMail.objects.visible_to(WHY).filter(
                community=self.community, mark__in=wanted[start : start + 500]
            )
            found |= dict(rows.values_list("mark", "thread_id"))
        return found

    def _titled(self, batch: Batch) -> dict[int, int]:
        """Threads begun by an answer that cites nothing known: the latest of the same title, within a season."""
        headless = {
            subjects.title(letters[0].subject): letters[0] for letters in batch if subjects.is_reply(letters[0].subject)
        }
        headless.pop("", None)
        if not headless:
            return {}
        rows = Thread.objects.visible_to(WHY).filter(community=self.community, imported=True, title__in=list(headless))
        found: dict[int, int] = {}
        for pk, title, first, last in rows.order_by("last_at").values_list("pk", "title", "opened_at", "last_at"):
            answer = headless[title]
            if first.timestamp() <= answer.at <= last.timestamp() + SEASON:
                found[answer.n] = pk
        return found
