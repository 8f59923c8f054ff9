"""Where the measuring happens: a seeded installation, a server on it, and what both cost. All of it disappears."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bin.support import postgres
from tests.server import Server

from . import load, machine
from .load import Ask, Seen

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench"
READS = (
    "terreau/*/models.py",
    "terreau/*/models/*.py",
    "terreau/*/migrations/*.py",
    "tests/bench/seed*.py",
    "tests/bench/practised.py",
    "tests/bench/texts.py",
)
NORMAL = {"people": 10_000, "communities": 50, "long": 2_000, "short": 18_000, "notes": 2_000}  # 200,000 messages


def say(text: str) -> None:
    """Tell whoever waits what is going on, apart from the figures."""
    print(f"  {text}", file=sys.stderr, flush=True)


class Stage:
    """One engine with one world on it."""

    def __init__(self, engine: str, data: Path, url: str, size: dict, postmaster: int | None = None):
        self.engine, self.data, self.url, self.size, self.postmaster = engine, data, url, size, postmaster

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this stage is told."""
        return {
            "TERREAU_DATA": str(self.data),
            "TERREAU_WORKERS": "2",
            **({"DATABASE_URL": self.url} if self.url else {}),
        }

    def inside(self, *words: str):
        """What `tests.bench.inside WORDS` finds out in a process of its own."""
        command = [sys.executable, "-m", "tests.bench.inside", *words]
        done = subprocess.run(command, cwd=ROOT, env={**clean(), **self.environment}, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(f"tests.bench.inside {' '.join(words)} failed")
        return json.loads(done.stdout.splitlines()[-1])

    @contextlib.contextmanager
    def serving(self, **environment: str) -> Iterator[Server]:
        """The real server on this stage."""
        server = Server(self.data, "--empty", **{**self.environment, **environment})
        with server:
            yield server

    def roots(self, server: Server) -> list[int]:
        """The processes whose families make the whole stack."""
        return [server.process.pid, *([self.postmaster] if self.postmaster else [])]


def clean() -> dict[str, str]:
    """The environment without this machine's own installation."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
    own.pop("DATABASE_URL", None)
    return {**own, "DJANGO_SETTINGS_MODULE": "terreau.config.settings", "PYTHONPATH": str(ROOT)}


def key_of(size: dict, engine: str) -> str:
    """Changes with the models, the seed, its size, the engine and the month (each is counted once it is over)."""
    seen = hashlib.sha256(f"{sorted(size.items())}{engine}{time.strftime('%Y-%m', time.gmtime())}".encode())
    for pattern in READS:
        for path in sorted(ROOT.glob(pattern)):
            seen.update(path.read_bytes())
    return f"{engine}-{size['long']}-{seen.hexdigest()[:16]}"


def forget_older(kept: Path) -> None:
    """Let go of the same world as former models wanted it."""
    kind = kept.name.rpartition("-")[0]
    for path in KEPT.glob(f"{kind}-*"):
        if path.stem != kept.name:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def forget_killed() -> None:
    """Let go of what runs that were killed left behind, and of what servers said."""
    for path in KEPT.glob("run-*"):
        if not Path("/proc", path.name.split("-")[1]).exists():
            shutil.rmtree(path, ignore_errors=True)
    for path in KEPT.glob("server-*.log"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def stage(engine: str, **size: int) -> Iterator[Stage]:
    """A seeded installation on this engine; the seed is kept for the next time, what is done to it is not."""
    size = {**NORMAL, **size}
    kept = KEPT / key_of(size, engine)
    KEPT.mkdir(parents=True, exist_ok=True)
    forget_older(kept)
    forget_killed()
    run = KEPT / f"run-{os.getpid()}-{engine}-{size['long']}"
    shutil.rmtree(run, ignore_errors=True)
    try:
        with _sqlite(kept, run, size) if engine == "sqlite" else _postgresql(kept, run, size) as made:
            yield made
    finally:
        shutil.rmtree(run, ignore_errors=True)


@contextlib.contextmanager
def _sqlite(kept: Path, run: Path, size: dict) -> Iterator[Stage]:
    if not (kept / "seeded").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        _seed(Stage("sqlite", kept, "", size))
        (kept / "seeded").touch()
    shutil.copytree(kept, run)
    yield Stage("sqlite", run, "", size)


@contextlib.contextmanager
def _postgresql(kept: Path, run: Path, size: dict) -> Iterator[Stage]:
    run.mkdir(parents=True)
    dump = kept.with_suffix(".dump")
    with postgres.throwaway(durable=True) as url:
        made = Stage("postgresql", run, url, size, postgres.postmaster(url))
        if dump.exists():
            subprocess.run(["pg_restore", "--no-owner", "-d", url, dump], check=True)
            prepare(made)
        else:
            _seed(made)
            subprocess.run(["pg_dump", "-Fc", "-Z1", "-f", f"{dump}.part", url], check=True)
            Path(f"{dump}.part").rename(dump)
        subprocess.run(["psql", "-q", url, "-c", "ANALYZE"], check=True)  # as autovacuum would have done by now
        yield made


def _seed(made: Stage) -> None:
    say(f"{made.engine}: {made.size['long'] * 46 + made.size['short'] * 6:,} messages…")
    began = time.monotonic()
    prepare(made)
    made.inside("seed", json.dumps(made.size))
    rebuild_search(made)
    say(f"{made.engine}: {time.monotonic() - began:.0f} s")


def rebuild_search(made: Stage) -> None:
    """`terreau search rebuild`: a server whose index is whole has nothing to catch up with while it is measured."""
    words = [sys.executable, "-m", "terreau", "search", "rebuild", "--anew", "--pause", "0"]
    environment = {**clean(), **made.environment}
    subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def prepare(made: Stage) -> None:
    """Its tables and its texts, nobody in it."""
    command = [sys.executable, "-m", "terreau", "prepare", "--empty"]
    subprocess.run(command, cwd=ROOT, env={**clean(), **made.environment}, check=True, stdout=subprocess.DEVNULL)


def asked(made: Stage, server: Server, asks: list[Ask], *, clients: int, requests: int) -> tuple[Seen, float]:
    """What so many requests came to, and the CPU ms that the whole stack spent on each."""
    before = machine.cpu_seconds(*made.roots(server))
    seen = load.run(server.url, asks, clients=clients, requests=requests)
    return seen, 1000 * (machine.cpu_seconds(*made.roots(server)) - before) / requests
