"""The words of this room's templates."""

from datetime import UTC, datetime

from .models import Arrival
from .telling import counts_in_words, findings_in_words, progress_in_words


def extend(environment) -> None:
    """Called once by ui/templating.py."""
    environment.globals.update(
        progress_of=progress_in_words,
        counts_of=lambda arrival: counts_in_words(arrival.counts),
        findings_of=findings_in_words,
        moment_of=lambda seconds: datetime.fromtimestamp(seconds, UTC),
        example_of=example_of,
    )


def example_of(arrival: Arrival, place: int) -> str:
    """The first values of a column of a list."""
    values = [cells[place] for cells in arrival.findings.get("examples", []) if place < len(cells) and cells[place]]
    return ", ".join(values) or "—"
