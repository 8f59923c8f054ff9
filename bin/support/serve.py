"""`bin/serve`: from a fresh clone to a living community in one command."""

import sys

from terreau.config import environment
from terreau.config.environment import Refused
from terreau.config.said import said

from . import house

FRENCH = """\
bin/serve [--empty] [--port N]

Installe ce qu’il faut dans .venv, prépare les données, puis sert Terreau sur http://127.0.0.1:8000.
La première fois, une communauté d’exemple est racontée et peut être visitée.

  --empty            commencer à vide, sans la communauté d’exemple
  --port N           écouter sur ce port (8000)
  --help             cette aide

Dans l’environnement (toutes facultatives) :
  TERREAU_DATA         dossier des données : base SQLite, fichiers, courriels écrits (data/)
  DATABASE_URL         postgresql://nom:motdepasse@hôte:5432/base, ou sqlite:////chemin (SQLite dans TERREAU_DATA) ;
                       ?prepared=off à la fin derrière PgBouncer, quand il prête une connexion par transaction
  TERREAU_URL          adresse publique, sans chemin : https://terreau.exemple.org (http://127.0.0.1:PORT)
  TERREAU_PORT         comme --port
  TERREAU_BIND         adresse où écouter : 127.0.0.1, ou 0.0.0.0 dans un conteneur (127.0.0.1)
  TERREAU_BEHIND_PROXY 1 derrière un serveur mandataire qui pose X-Forwarded-Proto (0)
  TERREAU_WORKERS      nombre de processus qui répondent ; 2 ou plus en production (1)
  TERREAU_WORKER       off : le suivi des actes vit dans son propre processus, bin/terreau worker (on)
  TERREAU_SMTP         smtp+tls://nom:motdepasse@courriel.exemple.org:587 (sans elle : data/mail/*.eml)
  TERREAU_FROM         expéditeur des courriels : « Terreau <terreau@exemple.org> »
  TERREAU_RECEIVES     on : le courriel envoyé à cette adresse passe par bin/terreau receive
  TERREAU_SECRET       clé de signature, 32 caractères ou plus (gardée dans TERREAU_DATA/secret)
  LANG                 en… : ces messages en anglais"""

ENGLISH = """\
bin/serve [--empty] [--port N]

Installs what is needed in .venv, prepares the data, then serves Terreau on http://127.0.0.1:8000.
The first time, an example community is told and can be visited.

  --empty            begin empty, without the example community
  --port N           listen on this port (8000)
  --help             this help

In the environment (all optional):
  TERREAU_DATA         folder of the data: SQLite database, files, written mail (data/)
  DATABASE_URL         postgresql://name:password@host:5432/database, or sqlite:////path (SQLite in TERREAU_DATA);
                       ?prepared=off at the end behind PgBouncer, when it lends a connection for one transaction
  TERREAU_URL          public address, without a path: https://terreau.example.org (http://127.0.0.1:PORT)
  TERREAU_PORT         like --port
  TERREAU_BIND         address to listen on: 127.0.0.1, or 0.0.0.0 in a container (127.0.0.1)
  TERREAU_BEHIND_PROXY 1 behind a proxy that sets X-Forwarded-Proto (0)
  TERREAU_WORKERS      how many processes answer; 2 or more in production (1)
  TERREAU_WORKER       off: what follows from acts is done by its own process, bin/terreau worker (on)
  TERREAU_SMTP         smtp+tls://name:password@mail.example.org:587 (without it: data/mail/*.eml)
  TERREAU_FROM         sender of the mail: “Terreau <terreau@example.org>”
  TERREAU_RECEIVES     on: mail sent to that address reaches bin/terreau receive
  TERREAU_SECRET       signing key, 32 characters or more (kept in TERREAU_DATA/secret)
  LANG                 en…: these messages in English"""


def main(words: list[str]) -> None:
    """Do what was asked; a wrong word or value is one line and exit status 2."""
    if "--help" in words or "-h" in words:
        print(said(FRENCH, ENGLISH))
        return
    try:
        options, port = understand(words)
        if port:
            environment.os.environ["TERREAU_PORT"] = port
        environment.check()
        house.furnish("runtime")
    except Refused as refused:
        print(f"bin/serve: {refused}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    house.become("serve", *options)


def understand(words: list[str]) -> tuple[list[str], str]:
    """The options to pass on, and the port when one was given."""
    options, port = [], ""
    rest = iter(words)
    for word in rest:
        if word == "--empty":
            options.append(word)
        elif word == "--port" or word.startswith("--port="):
            port = word.partition("=")[2] or next(rest, "")
            if not port:
                raise Refused(said("--port attend un nombre.", "--port expects a number."))
        else:
            raise Refused(
                said(
                    f"« {word} » n’est pas connu\u00a0; voir bin/serve --help.",
                    f"“{word}” is not known; see bin/serve --help.",
                )
            )
    return options, port
