"""What can be wrong in a calendar."""

from django.utils.translation import gettext_lazy as _

from .kind import Words

CALENDAR = {
    "calendar-not-one": Words(
        "file",
        _("Ce fichier n’est pas un calendrier."),
        _("Dans votre agenda, exportez au format iCalendar : un fichier .ics."),
    ),
    "calendar-too-big": Words(
        "file",
        _("Ce calendrier a %(found)s événements ; il en entre %(limit)s à la fois, au plus."),
        _("Exportez-le par années : chaque morceau peut arriver à son tour."),
    ),
    "calendar-empty": Words(
        "file",
        _("Ce calendrier n’a aucun événement."),
        _("Choisissez-en un autre, ou exportez-le de nouveau avec ses dates passées."),
    ),
    "calendar-broken": Words(
        "entry",
        _("Cet événement est mal écrit."),
        _("Les autres peuvent entrer ; appelez celui-ci à la main."),
    ),
    "calendar-no-start": Words(
        "entry",
        _("« %(title)s » n’a pas de début."),
        _("Donnez-lui une date et une heure dans votre agenda, puis exportez de nouveau."),
    ),
    "calendar-year": Words(
        "entry",
        _("« %(title)s » commence en %(year)s."),
        _("Vérifiez la date dans votre agenda."),
    ),
    "calendar-all-day": Words(
        "entry",
        _("« %(title)s » dure toute la journée, sans heure."),
        _("Une rencontre commence à une heure : donnez-lui-en une, ou laissez cet événement de côté."),
    ),
    "calendar-cancelled": Words(
        "entry",
        _("« %(title)s » est annulé."),
        _("Rien à faire : il n’entre pas."),
    ),
    "calendar-rule": Words(
        "entry",
        _("« %(title)s » revient selon une règle que Terreau ne suit pas. %(why)s"),
        _("Choisissez un autre rythme dans votre agenda, ou appelez la série ici."),
    ),
    "calendar-clock": Words(
        "entry",
        _("« %(title)s » revient à l’heure de %(zone)s, un autre jour qu’ici."),
        _("Appelez la série ici, au jour et à l’heure de la communauté."),
    ),
    "calendar-twice": Words(
        "entry",
        _("« %(title)s » est deux fois dans ce calendrier."),
        _("Rien à faire : il n’entre qu’une fois."),
    ),
    "calendar-zone-unknown": Words(
        "note",
        _("Le fuseau « %(zone)s » n’est pas connu ; l’heure est lue comme celle de la communauté."),
        _("Dites plus bas quel fuseau c’est, puis lisez de nouveau."),
    ),
    "calendar-extra-dates": Words(
        "note",
        _("« %(title)s » a des dates ajoutées hors de son rythme, qui n’entrent pas."),
        _("Appelez-les une à une si elles comptent."),
    ),
    "calendar-first-off": Words(
        "note",
        _("La première date de « %(title)s » n’est pas dans son rythme : elle n’entre pas."),
        _("Appelez-la à part si elle compte."),
    ),
    "calendar-date-lost": Words(
        "note",
        _("Une date changée de « %(title)s » n’est pas dans la série : elle n’entre pas."),
        _("Appelez-la à part si elle compte."),
    ),
}
