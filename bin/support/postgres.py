"""A PostgreSQL of one's own for a few minutes: made, lent, dropped. Never the machine's own clusters."""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from terreau.config.environment import Refused
from terreau.config.said import said

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def throwaway(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database in a new cluster that disappears afterwards, whatever happens."""
    cluster = _started(durable)
    atexit.register(cluster.drop)
    try:
        yield cluster.url
    finally:
        cluster.drop()
        atexit.unregister(cluster.drop)


def _started(durable: bool):
    """A cluster that answers; a second one where the first lost its port to somebody else, or was too slow."""
    try:
        return _start(durable)
    except Refused:
        return _start(durable)


def _start(durable: bool):
    """A cluster that answers, or nothing left of it and the reason."""
    cluster = _Debian(durable) if os.geteuid() == 0 else _Own(durable)
    try:
        cluster.start()
    except Refused as refused:
        why = Refused(f"{refused}\n{cluster.log()}")
        cluster.drop()
        raise why from refused
    except BaseException:
        cluster.drop()
        raise
    return cluster


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postmaster(url: str) -> int:
    """The process id of the server behind this address (on this machine)."""
    query = "SELECT pg_read_file('postmaster.pid', 0, 20)"
    done = subprocess.run([_tool("psql"), "-Atq", url, "-c", query], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def _tool(name: str) -> str:
    binaries = _binaries()
    return shutil.which(name) or str(binaries / name if binaries else name)


def is_here() -> bool:
    """Whether a throw-away cluster can be made on this machine."""
    return _debian_version() is not None if os.geteuid() == 0 else _binaries() is not None


def _debian_version() -> str | None:
    """The newest PostgreSQL that Debian's tools can make clusters of."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4]))
    return homes[-1].parts[4] if homes and shutil.which("pg_createcluster") else None


def _binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4]))
    return homes[-1].parent if homes else None


def _run(*words: str | Path) -> None:
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        said_so = (done.stderr or done.stdout).strip()[-600:]
        raise Refused(f"{' '.join(map(str, words))}: {done.returncode} {said_so}")


class _Debian:
    """As root: Debian's own tools, which run the server as `postgres`."""

    def __init__(self, durable: bool):
        self.version = _debian_version() or ""
        self.durable = durable
        self.name = f"terreau_{os.getpid()}"
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/terreau"
        self.made = False

    def start(self) -> None:
        """Make the cluster, start it, and make the database."""
        fast = [] if self.durable else ["-o", "fsync=off", "-o", "synchronous_commit=off", "-o", "full_page_writes=off"]
        self.made = True
        wishes = ["--", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8"]
        _run("pg_createcluster", self.version, self.name, "--port", str(self.port), *fast, *wishes)
        _run("pg_ctlcluster", self.version, self.name, "start")
        _make_database(Path(f"/usr/lib/postgresql/{self.version}/bin"), self.port, "postgres")

    def log(self) -> str:
        """The end of what the server itself said."""
        return _end_of(Path(f"/var/log/postgresql/postgresql-{self.version}-{self.name}.log"))

    def drop(self) -> None:
        """Stop the cluster and remove it; once is enough."""
        if self.made:
            self.made = False
            subprocess.run(["pg_dropcluster", "--stop", self.version, self.name], capture_output=True)


class _Own:
    """As anyone else: a cluster in a temporary folder, run by this user."""

    def __init__(self, durable: bool):
        binaries = _binaries()
        if binaries is None:
            raise Refused(missing())
        self.bin = binaries
        self.durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="terreau-pg-"))
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/terreau"

    def start(self) -> None:
        """Make the cluster, start it, and make the database."""
        data = self.folder / "data"
        _run(self.bin / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--locale=C", "--encoding=UTF8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {'' if self.durable else FAST}"
        _run(self.bin / "pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")
        _make_database(self.bin, self.port, "postgres")

    def log(self) -> str:
        """The end of what the server itself said."""
        return _end_of(self.folder / "log")

    def drop(self) -> None:
        """Stop the cluster and remove it; once is enough."""
        if self.folder.exists():
            stop = ["-D", str(self.folder / "data"), "-m", "immediate", "stop"]
            subprocess.run([str(self.bin / "pg_ctl"), *stop], capture_output=True)
            shutil.rmtree(self.folder, ignore_errors=True)


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-600:] if log.exists() else ""


def _make_database(binaries: Path, port: int, user: str) -> None:
    _run(binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", user, "terreau")


def missing() -> str:
    """What to install, in one line."""
    return said(
        "Il manque PostgreSQL (15 ou plus récent). Sous Debian ou Ubuntu\u00a0: apt install postgresql",
        "PostgreSQL (15 or newer) is missing. On Debian or Ubuntu: apt install postgresql",
    )
