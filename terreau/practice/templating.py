"""What this room adds to the templates."""


def capitalize_first(text: str) -> str:
    """The same sentence with a capital; names inside keep theirs."""
    return text[:1].upper() + text[1:]


def extend(environment) -> None:
    """Add the filters of this room."""
    environment.filters["capitalize_first"] = capitalize_first
