"""What the journal says of files."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts
from terreau.spine.outbox import follows
from terreau.spine.subjects import find

from . import inside

acts.say(
    {
        "file-given": _("%(who)s a déposé un fichier"),
        "file-buried": _("Un fichier que rien ne tient plus a été mis à part"),
        "file-unburied": _("Un fichier mis à part a repris sa place"),
        "file-erased": _("Un fichier mis à part depuis trente jours a été effacé"),
        "file-read": _("Un fichier a été lu par la machine, pour la recherche"),
    }
)


@follows("file-given")
def look_inside(entry) -> None:
    """Read the words of what was given, behind a fence; a file gone meanwhile is no error."""
    file = find(entry.about_kind, entry.about_id)
    if file is not None:
        inside.look(file, entry.at)
