"""What this room tells the others at start: whose files are whose, what can be reported, what notes come from."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts, reporting

from . import (
    attaching,  # noqa: F401  files learn what they hang from
    from_talk,  # noqa: F401  notes learn to come from what was said
)
from .models import Note, Questioning

reporting.register(
    "practice.note",
    noun=_("Une fiche"),
    author=lambda note: note.written_by,
    excerpt=lambda note: f"{note.title} · {note.gist}",
    set_aside=Note.hide,
)
reporting.register(
    "practice.questioning",
    noun=_("Une remise en question"),
    author=lambda asked: asked.asked_by,
    excerpt=lambda asked: f"{asked.practice} · {asked.question}",
    set_aside=Questioning.hide,
)

acts.say(
    {
        "note-written": _("%(who)s a écrit une fiche"),
        "note-edited": _("%(who)s a corrigé une fiche"),
        "note-translated": _("%(who)s a écrit une fiche dans l’autre langue"),
        "note-described": _("%(who)s a précisé une fiche"),
        "note-files-changed": _("%(who)s a changé les fichiers d’une fiche"),
        "note-cosigning": _("%(who)s a proposé de signer une fiche ensemble"),
        "note-cosigned": _("%(who)s signe une fiche"),
        "note-cosigning-declined": _("%(who)s ne signe pas une fiche"),
        "note-entrusted": _("Une fiche a changé de main (%(who)s)"),
        "note-reread": _("%(who)s a relu une fiche"),
        "note-corrected": _("%(who)s a corrigé ce qu’une remarque disait"),
        "note-served": _("Une fiche a servi à %(who)s"),
        "note-served-taken-back": _("%(who)s a repris un « ça m’a servi »"),
        "note-filed": _("%(who)s a rangé une fiche"),
        "note-shelved": _("%(who)s a mis une fiche sur une étagère"),
        "note-unshelved": _("%(who)s a ôté une fiche d’une étagère"),
        "note-tagged": _("%(who)s a donné des mots à une fiche"),
        "note-hidden": _("%(who)s a retiré une fiche"),
        "note-shown": _("%(who)s a remis une fiche"),
        "trial-begun": _("%(who)s essaie quelque chose"),
        "trial-told": _("%(who)s a raconté un essai"),
        "trial-dropped": _("%(who)s a laissé un essai"),
        "variant-added": _("%(who)s a ajouté une variante"),
        "variant-dropped": _("%(who)s a repris une variante"),
        "shelf-put-up": _("%(who)s a fait une étagère ou une brassée"),
        "shelf-renamed": _("%(who)s a renommé une étagère"),
        "shelf-put-away": _("%(who)s a rangé une étagère"),
        "tag-tied": _("%(who)s a fait d’un mot un synonyme"),
        "tag-untied": _("%(who)s a remis un mot à part"),
        "tag-renamed": _("%(who)s a changé un mot"),
        "practice-questioned": _("%(who)s a remis une pratique en question"),
        "hypothesis-made": _("%(who)s a proposé une hypothèse"),
        "hypothesis-tried": _("Une hypothèse est à l’essai (%(who)s)"),
        "practice-decided": _("%(who)s a dit ce qu’une pratique devient"),
        "practice-in-use": _("%(who)s a dit où une pratique est en usage"),
        "practice-no-longer-in-use": _("%(who)s a dit qu’une pratique n’est plus en usage"),
        "questioning-opened": _("%(who)s a ouvert une remise en question au parrainage"),
        "questioning-closed": _("%(who)s a refermé une remise en question au parrainage"),
        "questioning-hidden": _("%(who)s a retiré une remise en question"),
        "book-added": _("%(who)s a mis une lecture dans la liste"),
        "book-told": _("%(who)s a dit un mot d’une lecture"),
        "book-unsaid": _("%(who)s a repris un mot sur une lecture"),
        "book-taken-off": _("%(who)s a ôté une lecture"),
    }
)
