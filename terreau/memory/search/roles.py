"""The hats that a sentence names, by their name or by the name of who wears them, in both languages."""

from terreau.community.models import Hat

from .words import plain_words, sought

NAMES = {
    Hat.Kind.COORDINATION: ("coordination", "coordonnatrice", "coordinatrice", "coordinator"),
    Hat.Kind.FACILITATION: ("animation", "animatrice", "facilitation", "facilitatrice", "facilitator"),
    Hat.Kind.COACH: ("coach",),
    Hat.Kind.DOCUMENTALIST: ("documentaliste", "documentalist"),
    Hat.Kind.TECHNICAL: ("soutien technique", "technical support"),
    Hat.Kind.ADMINISTRATIVE: ("soutien administratif", "administrative support"),
    Hat.Kind.CORE: ("noyau", "core group"),
    Hat.Kind.SPONSOR: ("parrainage", "marraine", "parrain", "sponsor", "sponsorship"),
    Hat.Kind.ELDER: ("doyenne", "doyen", "elder"),
}


def named_in(words: list[str]) -> dict[str, set[str]]:
    """For each hat that these words name, the words that name it."""
    found: dict[str, set[str]] = {}
    for kind, names in NAMES.items():
        for name in names:
            parts = [_saying(part, words) for part in plain_words(name)]
            if all(parts):
                found.setdefault(kind, set()).update(*parts)
    return found


def worn(viewer, community, kinds) -> list[Hat]:
    """Those hats, as the viewer knows who wears them, the oldest first."""
    if not kinds:
        return []
    rows = Hat.objects.visible_to(viewer).worn().filter(community=community, kind__in=list(kinds))
    return list(rows.filter(membership__status="active").select_related("membership").order_by("accepted_at", "pk"))


def _saying(part: str, words: list[str]) -> set[str]:
    stems = set(sought(part))
    return {word for word in words if not stems.isdisjoint(sought(word))}
