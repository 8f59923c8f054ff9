"""What can be wrong in a list of links or a folder of documents."""

from django.utils.translation import gettext_lazy as _

from .kind import Words

PRACTICE = {
    "links-empty": Words("file", _("Ce fichier est vide."), _("Vérifiez qu’il s’ouvre sur votre appareil.")),
    "links-too-big": Words(
        "file", _("Ce fichier dépasse %(limit)s Mo."), _("Coupez-le, ou ne gardez que les colonnes utiles.")
    ),
    "links-not-text": Words(
        "file", _("Ce fichier est %(looks)s, pas du texte."), _("Enregistrez la feuille au format CSV.")
    ),
    "links-no-column": Words(
        "file",
        _("Aucune colonne ne contient d’adresses."),
        _("Donnez le titre « lien » à la colonne des adresses, qui commencent par https://."),
    ),
    "links-not-an-address": Words(
        "entry",
        _("« %(text)s » n’est pas une adresse de page."),
        _("Écrivez-la en entier, avec https:// au début."),
    ),
    "links-twice": Words("note", _("Ce lien est déjà plus haut : %(text)s."), _("Rien à faire : il entre une fois.")),
    "links-already-here": Words(
        "entry", _("Une fiche porte déjà ce lien : %(text)s."), _("Rien à faire : elle reste comme elle est.")
    ),
    "links-title-cut": Words("note", _("Le titre est trop long : il est coupé."), _("Raccourcissez-le si besoin.")),
    "zip-not-one": Words(
        "file", _("Ce fichier n’est pas un dossier compressé (zip)."), _("Compressez le dossier, puis recommencez.")
    ),
    "zip-too-many": Words(
        "file", _("Ce dossier compte plus de %(limit)s fichiers."), _("Coupez-le en plusieurs dossiers.")
    ),
    "zip-too-big": Words(
        "file",
        _("Déplié, ce dossier dépasserait %(limit)s Mo : il n’est pas ouvert."),
        _("Retirez les plus gros fichiers, ou coupez-le en plusieurs dossiers."),
    ),
    "zip-bomb": Words(
        "file",
        _("Ce dossier se déplierait sans fin : il n’est pas ouvert."),
        _("Compressez de nouveau les fichiers, simplement."),
    ),
    "zip-locked": Words("entry", _("%(text)s est protégé par un mot de passe."), _("Enlevez le mot de passe.")),
    "zip-file-too-big": Words("entry", _("%(text)s dépasse %(limit)s Mo."), _("Allégez-le, ou donnez plutôt un lien.")),
    "zip-file-empty": Words("entry", _("%(text)s est vide."), _("Vérifiez qu’il s’ouvre sur votre appareil.")),
    "zip-file-refused": Words("entry", _("%(text)s n’est pas entré."), "%(why)s"),
}
