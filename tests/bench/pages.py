"""What reading costs: each page, as a visitor and signed in, on both engines, at 1, 8 and 32 clients."""

from collections.abc import Iterator
from statistics import median

from . import load
from .load import Ask
from .stage import Stage, asked, say, stage

PAGES = ("home", "threads", "thread", "people", "members", "profile", "notes", "note")
CLIENTS = (1, 8, 32)
REQUESTS = 240
UNCACHED = {"Cookie": "mesure=1"}  # a cookie nobody knows: its request goes past the visitors' cache
ENGINES = ("sqlite", "postgresql")


def measure(names: list[str]) -> dict[str, float]:
    """`page.PAGE.VIEWER.ENGINE.(cpu_ms|queries|p95_ms|rps)` at 8 clients; `….c1.…` and `….c32.…` beside."""
    figures: dict[str, float] = {}
    for engine in ENGINES:
        if wanted(names, engine=engine):
            with stage(engine) as made:
                figures |= on(made, names)
    return figures


def wanted(names: list[str], *, page: str = "", engine: str = "") -> bool:
    """Whether any of the names (none: all) asks for this page or engine."""
    parts = [name.split(".") for name in names]
    by_page = not page or any(len(part) < 2 or part[1] in ("", page) for part in parts)
    by_engine = not engine or any(len(part) < 4 or part[3] == engine for part in parts)
    return not names or (by_page and by_engine)


def on(made: Stage, names: list[str]) -> dict[str, float]:
    """Every page on this stage."""
    figures: dict[str, float] = {}
    some = [page for page in PAGES if wanted(names, page=page)]
    addresses, counted = made.inside("addresses", *some), made.inside("queries", *some)
    cookies = made.inside("cookies")
    with made.serving() as server:
        for page in some:
            for viewer, asks in viewers(addresses[page], cookies[page]):
                name = f"page.{page}.{viewer}.{made.engine}"
                say(name)
                figures |= levels(made, server, name, asks)
                if viewer in counted.get(page, {}):
                    figures[f"{name}.queries"] = counted[page][viewer]
    return figures


def viewers(paths: dict[str, list[str]], cookies: list[str]) -> Iterator[tuple[str, list[Ask]]]:
    """Each kind of viewer who may read the page, with what they ask for."""
    if paths["visitor"]:
        yield "visitor", [Ask(path, UNCACHED) for path in paths["visitor"]]
        yield "visitor.cached", [Ask(path) for path in paths["visitor"][:10]]
    else:
        say("not for visitors")
    yield "signed_in", [Ask(path, {"Cookie": cookie}) for path in paths["signed_in"] for cookie in cookies[:4]]


def levels(made: Stage, server, name: str, asks: list[Ask]) -> dict[str, float]:
    """The figures of one page for one viewer."""
    load.run(server.url, asks, clients=4, requests=max(60, len(asks)))  # warm
    count = REQUESTS * 10 if name.endswith("cached") or ".cached." in name else REQUESTS
    figures: dict[str, float] = {}
    for clients in CLIENTS:
        rounds = [one(made, server, asks, clients, count) for _ in range(3 if clients == 8 else 1)]
        for key in ("cpu_ms", "p50_ms", "p95_ms", "rps"):
            middle = median(figure[key] for figure in rounds)
            figures[f"{name}.{key}" if clients == 8 else f"{name}.c{clients}.{key}"] = middle
    return figures


def one(made: Stage, server, asks: list[Ask], clients: int, count: int) -> dict[str, float]:
    """One round."""
    seen, cpu_ms = asked(made, server, asks, clients=clients, requests=count)
    return {"cpu_ms": cpu_ms, "p50_ms": seen.at(0.5), "p95_ms": seen.at(0.95), "rps": seen.per_second}


KINDS = [(("page",), measure)]
