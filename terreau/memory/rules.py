"""Who may bring what into a community; no database."""


def can_bring(membership) -> bool:
    """Whoever coordinates, documents or gives technical support."""
    return membership.may("archive")


def can_enrol(membership) -> bool:
    """Saying that people are members already, or writing to them, is for who admits."""
    return membership.may("archive") and membership.may("admit")
