"""What can be wrong in a list of members."""

from django.utils.translation import gettext_lazy as _

from .kind import Words

MEMBERS = {
    "members-empty": Words(
        "file",
        _("Le fichier est vide."),
        _("Exportez de nouveau la liste depuis votre tableur, au format CSV."),
    ),
    "members-too-big": Words(
        "file",
        _("Le fichier dépasse %(limit)s Mo."),
        _("Partagez-le en plusieurs fichiers : chacun peut arriver à son tour."),
    ),
    "members-too-long": Words(
        "file",
        _("Le fichier a plus de %(limit)s lignes."),
        _("Partagez-le en plusieurs fichiers : chacun peut arriver à son tour."),
    ),
    "members-not-text": Words(
        "file",
        _("Ce fichier n’est pas une liste en texte : il ressemble à %(looks)s."),
        _(
            "Ouvrez-le dans votre tableur, choisissez « Enregistrer sous » puis « CSV UTF-8 », et déposez ce "
            "nouveau fichier."
        ),
    ),
    "members-vcard": Words(
        "file",
        _("Ce fichier est un carnet d’adresses au format vCard."),
        _("Exportez de nouveau vos contacts en choisissant le format CSV."),
    ),
    "members-above-headers": Words(
        "note",
        _("Les en-têtes sont à la ligne %(headers)s ; ce qui est au-dessus est laissé de côté."),
        _("Vérifiez ci-dessous ce que chaque colonne veut dire."),
    ),
    "members-names-turned": Words(
        "note",
        _("Des noms sont écrits « %(text)s » : ils arrivent comme « %(name)s »."),
        _("Rien à faire ; chaque personne peut corriger le sien."),
    ),
    "members-no-rows": Words(
        "file",
        _("Le fichier a des en-têtes, et aucune ligne en dessous."),
        _("Vérifiez que l’export a pris toutes les lignes, puis déposez-le de nouveau."),
    ),
    "members-no-address-column": Words(
        "file",
        _("Aucune colonne ne ressemble à une adresse de courriel."),
        _("Dites ci-dessous quelle colonne contient l’adresse, ou ajoutez-la au fichier."),
    ),
    "members-no-headers": Words(
        "note",
        _("La première ligne ne nomme pas les colonnes : leur sens a été deviné."),
        _("Vérifiez ci-dessous ce que chaque colonne veut dire."),
    ),
    "members-encoding-guessed": Words(
        "note",
        _("Le fichier n’est pas en UTF-8 ; il a été lu comme %(encoding)s."),
        _("Si des accents sont abîmés, enregistrez-le de nouveau au format « CSV UTF-8 »."),
    ),
    "members-encoding-mixed": Words(
        "note",
        _("Cette ligne n’est pas écrite avec le même jeu de caractères que le reste du fichier."),
        _("Relisez ses accents ; corrigez-les ici ou dans le fichier."),
    ),
    "members-mojibake": Words(
        "note",
        _("Des accents étaient abîmés dans le fichier ; ils ont été réparés : « %(text)s »."),
        _("Relisez cette ligne ; la personne pourra aussi corriger son nom."),
    ),
    "members-nul": Words(
        "note",
        _("Des caractères invisibles ont été retirés."),
        _("Rien à faire, sauf si un nom paraît tronqué."),
    ),
    "members-quote-open": Words(
        "note",
        _("Un guillemet s’ouvre et ne se referme pas : la ligne a été lue telle quelle."),
        _("Retirez le guillemet, ou doublez-le s’il fait partie du texte."),
    ),
    "members-columns-more": Words(
        "note",
        _("Cette ligne a %(found)s cases au lieu de %(wanted)s ; celles en trop sont laissées de côté."),
        _("Si un nom contient le séparateur, entourez-le de guillemets."),
    ),
    "members-cell-long": Words(
        "note",
        _("La case « %(column)s » est très longue ; elle a été coupée."),
        _("Raccourcissez-la si la fin compte."),
    ),
    "members-line-break": Words(
        "note",
        _("La case « %(column)s » contenait un retour à la ligne ; il devient une espace."),
        _("Rien à faire, sauf si deux noms se suivent dans la même case."),
    ),
    "members-formula": Words(
        "note",
        _("La case « %(column)s » contient une formule de tableur : « %(text)s ». Elle reste vide."),
        _("Remplacez la formule par le texte qu’elle affiche."),
    ),
    "members-address-missing": Words(
        "entry",
        _("Il n’y a pas d’adresse de courriel sur cette ligne (%(name)s)."),
        _("Ajoutez l’adresse, ou invitez cette personne plus tard par un lien."),
    ),
    "members-address-malformed": Words(
        "entry",
        _("« %(address)s » n’est pas une adresse de courriel complète."),
        _("Une adresse s’écrit nom@domaine.ca, sans espace ni accent avant le @."),
    ),
    "members-address-several": Words(
        "note",
        _("Plusieurs adresses dans la même case ; la première est gardée : %(address)s."),
        _("La personne pourra ajouter les autres dans sa page."),
    ),
    "members-address-twice": Words(
        "entry",
        _("L’adresse %(address)s est déjà à la ligne %(first)s."),
        _("Rien à faire : la première ligne est gardée. Retirez celle qui n’est pas la bonne."),
    ),
    "members-already-here": Words(
        "entry",
        _("%(address)s fait déjà partie de la communauté."),
        _("Rien à faire : sa page et ses choix restent comme ils sont."),
    ),
    "members-gone": Words(
        "entry",
        _("%(address)s a quitté la communauté ; la liste ne fait revenir personne."),
        _("Écrivez-lui plutôt une invitation."),
    ),
    "members-not-invited": Words(
        "note",
        _("L’invitation à %(address)s n’est pas partie : %(why)s"),
        _("La personne est sur la liste ; invitez-la depuis la page « Inviter »."),
    ),
    "members-kept": Words(
        "note",
        _("%(name)s a pris sa place depuis l’arrivée : elle lui reste."),
        _("Rien à faire. La personne peut partir d’elle-même quand elle veut."),
    ),
    "members-name-missing": Words(
        "note",
        _("Pas de nom pour %(address)s ; le début de l’adresse servira en attendant."),
        _("Ajoutez le nom, ou laissez la personne l’écrire à son arrivée."),
    ),
    "members-date-unread": Words(
        "note",
        _("« %(text)s » n’est pas une date que nous savons lire ; elle est laissée de côté."),
        _("Écrivez-la comme 2023-09-14 ou 14/09/2023."),
    ),
    "members-date-future": Words(
        "note",
        _("La date d’arrivée %(text)s n’est pas encore passée ; elle est laissée de côté."),
        _("Corrigez l’année dans le fichier."),
    ),
    "members-dates-ambiguous": Words(
        "note",
        _("Les dates comme « %(text)s » peuvent se lire de deux façons ; elles sont lues jour/mois/année."),
        _("Si c’est mois/jour/année, écrivez les dates comme 2023-09-14."),
    ),
    "members-language-unknown": Words(
        "note",
        _("La langue « %(text)s » n’est pas offerte ici ; la personne verra le français."),
        _("Écrivez fr ou en."),
    ),
}
