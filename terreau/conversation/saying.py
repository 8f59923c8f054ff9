"""Sentences of this room: who will read, who was helped, who answers."""

from django.utils.translation import gettext as _


def who_will_read(community, circle) -> str:
    """Said beside every button that makes something readable."""
    if circle is None and community.public_talk:
        return _("Tout le monde pourra le lire, même sans compte.")
    if circle is None:
        return _("Les membres de « %(name)s » le liront, personne d’autre.") % {"name": community.called}
    if circle.is_private:
        return _("Seules les personnes du cercle « %(name)s » le liront.") % {"name": circle.name}
    said = _("Dans le cercle « %(circle)s » ; les membres de « %(name)s » peuvent le lire.")
    return said % {"circle": circle.name, "name": community.called}


def in_words(number: int) -> str:
    """Numbers up to twelve in words, as in a sentence."""
    words = (
        "",
        _("un"),
        _("deux"),
        _("trois"),
        _("quatre"),
        _("cinq"),
        _("six"),
        _("sept"),
        _("huit"),
        _("neuf"),
        _("dix"),
        _("onze"),
        _("douze"),
    )
    return words[number] if 0 < number < len(words) else str(number)


def first_name(name: str) -> str:
    """The name people use in passing; the word that was promised to whoever left without leaving their name."""
    if not name or name[0].islower():  # hardly any name: the word is looked for then only, a list asks for forty names
        gone = _("une personne partie")
        if name in ("", gone):
            return gone
    return name.split(" ", 1)[0]


def full_name(name: str) -> str:
    """The name as written, at the head of a line; the same word for whoever left without leaving it."""
    return name or _("Une personne partie")


def some_of(names: list[str], *, me: bool = False) -> str:
    """« Amina », « Amina et Bruno », « Amina, deux autres et vous »: named, never counted over people."""
    parts = names
    if len(names) > 2:
        parts = [names[0], _("%(n)s autres") % {"n": in_words(len(names) - 1)}]
    if me:
        parts = [*parts, _("vous")]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(names)s et %(last)s") % {"names": ", ".join(parts[:-1]), "last": parts[-1]}


def it_helped(names: list[str], *, me: bool) -> str:
    """« Ça a aidé Amina et deux autres. », empty when nobody said so."""
    if not names and not me:
        return ""
    return _("Ça a aidé %(names)s.") % {"names": some_of(names, me=me)}
