"""What can be wrong in a mail archive."""

from django.utils.translation import gettext_lazy as _

from .kind import Words

MBOX = {
    "mbox-empty": Words(
        "file",
        _("Le fichier est vide."),
        _("Demandez de nouveau l’archive à la personne qui tient la liste."),
    ),
    "mbox-not-mbox": Words(
        "file",
        _("Ce fichier n’est pas une archive de courriels : il ressemble à %(looks)s."),
        _("Il faut un fichier .mbox (ou .mbox.gz), où chaque message commence par une ligne « From »."),
    ),
    "mbox-already-here": Words(
        "note",
        _("%(count)s de ces messages sont déjà ici."),
        _("Rien à faire : ils restent comme ils sont, et seuls les autres entrent."),
    ),
    "mbox-all-already-here": Words(
        "note",
        _("Tous ces messages sont déjà ici."),
        _("Rien à faire : vous pouvez laisser ce fichier."),
    ),
    "mbox-thrown-away": Words(
        "entry",
        _("« %(subject)s » avait été jeté par la personne qui a gardé cette archive."),
        _("Il reste dehors. S’il compte, sortez-le de la corbeille et exportez de nouveau."),
    ),
    "mbox-draft": Words(
        "entry",
        _("« %(subject)s » est un brouillon, jamais envoyé."),
        _("Rien à faire : il reste dehors."),
    ),
    "mbox-unwanted": Words(
        "entry",
        _("« %(subject)s » était classé comme indésirable."),
        _("Il reste dehors. S’il compte, sortez-le des indésirables et exportez de nouveau."),
    ),
    "mbox-automatic": Words(
        "entry",
        _("« %(subject)s » est une réponse automatique : personne ne l’a écrite ce jour-là."),
        _("Rien à faire : elle reste dehors et ne compte pas comme une participation."),
    ),
    "mbox-bounced": Words(
        "entry",
        _("« %(subject)s » vient d’un serveur de courriel qui n’a pas pu remettre un message."),
        _("Rien à faire : il reste dehors."),
    ),
    "mbox-encrypted": Words(
        "note",
        _("Ce message est chiffré ou scellé : son texte ne peut pas être lu ici."),
        _("Il arrive sous son sujet seul, avec ce qu’il portait."),
    ),
    "mbox-is-zip": Words(
        "file",
        _("Ce fichier est une archive compressée (.zip) ou un document bureautique, pas une archive de courriels."),
        _("Décompressez-le, puis déposez le fichier .mbox qu’il contient (Google le range dans « Mail »)."),
    ),
    "mbox-is-outlook": Words(
        "file",
        _("Ce fichier est écrit par Outlook (.pst ou .msg), dans un format à lui."),
        _("Ouvrez-le dans Thunderbird, puis exportez le dossier au format mbox et déposez ce nouveau fichier."),
    ),
    "mbox-gzip-broken": Words(
        "note",
        _("L’archive compressée s’interrompt avant sa fin ; ce qui précède a été lu."),
        _("Téléchargez-la de nouveau et refaites l’arrivée : rien ne sera en double."),
    ),
    "mbox-too-big": Words(
        "note",
        _("L’archive dépasse %(limit)s Go une fois décompressée ; la lecture s’arrête ici."),
        _("Partagez-la par années : chaque morceau peut arriver à son tour."),
    ),
    "mbox-message-empty": Words(
        "entry",
        _("Ce message n’a ni en-tête ni texte."),
        _("Rien à faire : il n’y a rien à reprendre."),
    ),
    "mbox-message-unreadable": Words(
        "entry",
        _("Ce message n’a pas pu être lu (%(why)s)."),
        _("Ouvrez l’archive à cette ligne ; si le message compte, recopiez-le dans un fil."),
    ),
    "mbox-message-cut": Words(
        "note",
        _("Ce message dépasse %(limit)s Mo ; sa fin (souvent une pièce jointe) est laissée de côté."),
        _("Déposez la pièce jointe à la main dans le fil si elle compte."),
    ),
    "mbox-text-cut": Words(
        "note",
        _("Le texte de ce message est très long ; la suite est jointe en fichier texte."),
        _("Rien à faire : tout est gardé."),
    ),
    "mbox-headers-cut": Words(
        "note",
        _("Les en-têtes de ce message sont démesurés ; seuls les premiers sont lus."),
        _("Rien à faire, sauf si l’auteur ou le sujet manque."),
    ),
    "mbox-parts-deep": Words(
        "note",
        _("Ce message emboîte trop de parties ; les plus profondes sont jointes sans être ouvertes."),
        _("Rien à faire : elles restent lisibles en pièce jointe."),
    ),
    "mbox-author-missing": Words(
        "note",
        _("Personne n’est nommé comme auteur de ce message."),
        _("Il arrive signé « Quelqu’un »."),
    ),
    "mbox-author-hidden": Words(
        "note",
        _("La liste a remplacé l’adresse de l’auteur par la sienne ; seul son nom est connu (%(name)s)."),
        _("Le message arrive sous ce nom, sans être relié à une personne."),
    ),
    "mbox-date-missing": Words(
        "note",
        _("Ce message n’a pas de date ; celle de l’archive ou du message voisin est prise."),
        _("Rien à faire, sauf si l’ordre du fil paraît étrange."),
    ),
    "mbox-date-odd": Words(
        "note",
        _("La date « %(text)s » ne peut pas être juste ; celle de l’archive ou du message voisin est prise."),
        _("Rien à faire, sauf si l’ordre du fil paraît étrange."),
    ),
    "mbox-charset-guessed": Words(
        "note",
        _("Le jeu de caractères annoncé (%(charset)s) ne convient pas ; le texte a été lu comme %(used)s."),
        _("Relisez les accents de ce message après l’arrivée."),
    ),
    "mbox-encoding-broken": Words(
        "note",
        _("Une partie de ce message est mal encodée ; ce qui pouvait être lu l’a été."),
        _("Relisez ce message après l’arrivée."),
    ),
    "mbox-text-missing": Words(
        "note",
        _("Ce message n’a pas de texte."),
        _("Il arrive avec ses pièces jointes, ou sous son sujet seul."),
    ),
    "mbox-id-missing": Words(
        "note",
        _("Ce message n’a pas d’identifiant ; il est reconnu à son auteur, sa date et son texte."),
        _("Rien à faire : refaire l’arrivée ne le mettra pas en double."),
    ),
    "mbox-twice": Words(
        "entry",
        _("Ce message est déjà dans le fichier, au rang %(first)s."),
        _("Rien à faire : il n’arrive qu’une fois."),
    ),
    "mbox-attachment-refused": Words(
        "note",
        _("La pièce jointe « %(name)s » n’a pas été prise : %(why)s"),
        _("Le message arrive sans elle."),
    ),
}
