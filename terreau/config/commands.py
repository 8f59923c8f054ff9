"""What `terreau help` lists: our own commands, in the order in which one meets them. Django's stay under them."""

from .said import said

COMMANDS = (
    ("serve", "préparer, puis servir (bin/serve installe d’abord)", "prepare, then serve (bin/serve installs first)"),
    ("prepare", "préparer sans servir : mots, styles, tables", "prepare without serving: words, styles, tables"),
    ("worker", "suivre les actes dans un processus à part", "follow the acts in a process of its own"),
    ("first_administrator", "un lien pour administrer l’installation", "a link to administer the installation"),
    ("sign_in_link", "un lien pour entrer, sans courriel", "a link to sign in, without mail"),
    (
        "community",
        "ouvrir une communauté, ou en confier la coordination",
        "open a community, or entrust it to somebody",
    ),
    ("import", "faire entrer membres, archives, historique…", "bring in members, archives, a history…"),
    ("search", "refaire l’index de recherche, ou dire ce qu’il tient", "make the search index anew, or say its state"),
    ("recount", "recompter la participation depuis ses sources", "count participation again from its sources"),
    ("mail_test", "envoyer un courriel d’essai, et montrer la réponse", "send a trial letter, and show the answer"),
    ("mail_retry", "réessayer les courriels refusés", "try once more the letters that were refused"),
    ("receive", "prendre un courriel sur l’entrée standard", "take one mail from standard input"),
    ("tell_example", "raconter la communauté d’exemple", "tell the example community"),
    ("forget_example", "retirer la communauté d’exemple", "remove the example community"),
    ("words", "en développant : recueillir les textes et leur anglais", "developing: collect texts and their English"),
    ("bundle", "en développant : assembler styles et scripts", "developing: put styles and scripts together"),
)


def listed() -> str:
    """Each command with what it does, then how to know more."""
    lines = [f"  {name:<21}{said(french, english)}" for name, french, english in COMMANDS]
    head = "terreau " + said("COMMANDE [--help]", "COMMAND [--help]")
    end = said(
        "Les commandes de Django (migrate, shell, dbshell…) y sont aussi : terreau help --commands",
        "Django's own commands (migrate, shell, dbshell…) are there too: terreau help --commands",
    )
    return "\n".join([head, "", *lines, "", end])
