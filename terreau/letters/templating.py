"""What letters add to the words of templates."""

from .look import look


def extend(environment) -> None:
    """Let the letter's template say how its elements look."""
    environment.globals["look"] = look
