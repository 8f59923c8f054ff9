"""`bin/bench`: what Terreau costs, on this machine, on data of a known size."""

import os
import signal
import sys

from terreau.config.environment import ROOT, Refused
from terreau.config.said import said

from . import house, tools

HELP = (
    """\
bin/bench [NOM…] [--json]

Mesure ce que coûte Terreau : 10 000 personnes, 50 communautés, 20 000 fils et 200 000 messages, sur SQLite et sur un
PostgreSQL jetable. Le premier passage sème ces données (gardées dans build/bench), les suivants les reprennent.
NOM est le début d’un nom de chiffre : page.thread, page.home.visitor.sqlite, memory, mbox…
Le chiffre le plus sûr sur une machine partagée est cpu_ms : le temps de calcul de tous les processus, par requête.
machine.yardstick_ms est le prix d’un même travail, mesuré autour de chaque chiffre : deux passages ne se comparent
qu’autant que leurs étalons se ressemblent.
  --json     un seul objet JSON, plat""",
    """\
bin/bench [NAME…] [--json]

Measures what Terreau costs: 10,000 people, 50 communities, 20,000 threads and 200,000 messages, on SQLite and on a
throw-away PostgreSQL. The first run seeds these data (kept in build/bench), the next ones take them again.
NAME is the beginning of a figure's name: page.thread, page.home.visitor.sqlite, memory, mbox…
The surest figure on a shared machine is cpu_ms: the computing time of all processes, for one request.
machine.yardstick_ms is the price of one same work, taken around each figure: two runs compare only as far as
their yardsticks do.
  --json     one flat JSON object""",
)


def main(words: list[str]) -> None:
    """Have what is needed, then measure."""
    if "--help" in words or "-h" in words:
        print(said(*HELP))
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        house.furnish("dev")
        tools.postgresql()
        chromium = tools.chromium()
    except Refused as refused:
        print(f"bin/bench: {refused}", file=sys.stderr)
        sys.exit(2)
    os.chdir(ROOT)
    os.execve(house.PYTHON, [str(house.PYTHON), "-m", "tests.bench", *words], house.environment(CHROMIUM=chromium))
