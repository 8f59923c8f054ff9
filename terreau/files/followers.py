"""What the journal says of files."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts

acts.say(
    {
        "file-given": _("%(who)s a déposé un fichier"),
        "file-buried": _("Un fichier que rien ne tient plus a été mis à part"),
        "file-unburied": _("Un fichier mis à part a repris sa place"),
        "file-erased": _("Un fichier mis à part depuis trente jours a été effacé"),
    }
)
