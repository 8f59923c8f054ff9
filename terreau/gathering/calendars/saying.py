"""The acts of this corner, in words."""

from django.utils.translation import gettext_lazy as _

from terreau.community import acts

acts.say(
    {
        "reply-kept": _("Une réponse venue par courriel n’a pas pu être prise"),
        "reply-seen": _("%(who)s s’est occupé d’une réponse venue par courriel"),
    }
)
