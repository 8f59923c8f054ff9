"""What can be wrong in a history of participation."""

from django.utils.translation import gettext_lazy as _

from .kind import Words

HISTORY = {
    "history-already-here": Words(
        "note",
        _("%(count)s de ces traces sont déjà ici."),
        _("Rien à faire : elles restent comme elles sont, et seules les autres entrent."),
    ),
    "history-no-events": Words(
        "file",
        _("Il manque le fichier events.csv."),
        _("Déposez un dossier qui contient events.csv ; touches.csv et help.csv sont facultatifs."),
    ),
    "history-file-unreadable": Words(
        "file",
        _("Le fichier %(file)s n’a pas pu être ouvert (%(why)s)."),
        _("Vérifiez que le fichier existe et que Terreau a le droit de le lire."),
    ),
    "history-file-empty": Words(
        "file",
        _("Le fichier %(file)s est vide."),
        _("Exportez-le de nouveau, avec sa ligne d’en-têtes."),
    ),
    "history-column-missing": Words(
        "file",
        _("Le fichier %(file)s n’a pas de colonne « %(column)s »."),
        _("Ajoutez-la à la première ligne du fichier, sous ce nom exact."),
    ),
    "history-cells": Words(
        "entry",
        _("Dans %(file)s, cette ligne a %(found)s cases au lieu de %(wanted)s."),
        _("Complétez la ligne, ou entourez de guillemets le texte qui contient le séparateur."),
    ),
    "history-line-unreadable": Words(
        "entry",
        _("Dans %(file)s, cette ligne n’a pas pu être lue (%(why)s)."),
        _("Ouvrez le fichier à cette ligne et corrigez-la."),
    ),
    "history-value-missing": Words(
        "entry",
        _("Dans %(file)s, la case « %(column)s » est vide."),
        _("Complétez-la, ou retirez la ligne."),
    ),
    "history-value-long": Words(
        "entry",
        _("Dans %(file)s, la case « %(column)s » dépasse %(limit)s caractères."),
        _("Utilisez un identifiant plus court."),
    ),
    "history-date-unread": Words(
        "entry",
        _("Dans %(file)s, « %(text)s » n’est pas une date que nous savons lire."),
        _("Écrivez-la comme 2023-09-14T12:15:00Z."),
    ),
    "history-date-future": Words(
        "entry",
        _("Dans %(file)s, la date %(text)s n’est pas encore passée."),
        _("Corrigez l’année, ou retirez la ligne."),
    ),
    "history-kind-odd": Words(
        "entry",
        _("Dans %(file)s, « %(text)s » n’est pas une sorte de participation."),
        _("Une sorte s’écrit en lettres minuscules : attend, read, post, reply, answer…"),
    ),
    "history-weight-odd": Words(
        "note",
        _("Dans %(file)s, le poids « %(text)s » n’est pas un nombre ; 1 est pris."),
        _("Rien à faire : les mesures comptent des jours, jamais des poids."),
    ),
    "history-twice": Words(
        "entry",
        _("Dans %(file)s, « %(text)s » est déjà plus haut."),
        _("Rien à faire : la première ligne est gardée."),
    ),
    "history-event-unknown": Words(
        "entry",
        _("Dans %(file)s, l’événement « %(text)s » n’est pas dans events.csv."),
        _("Ajoutez l’événement, ou retirez la ligne."),
    ),
    "history-answer-before": Words(
        "entry",
        _("Dans %(file)s, la réponse (%(text)s) précède la question."),
        _("Vérifiez si les deux dates sont inversées."),
    ),
    "history-helped-oneself": Words(
        "entry",
        _("Dans %(file)s, la même personne demande et répond."),
        _("Rien à faire : on ne compte que l’aide d’une autre personne."),
    ),
}
