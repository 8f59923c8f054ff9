"""One server, one port: Granian around `asgi.py`, with what its first users learned the hard way."""

import ctypes
import gc
import resource
import signal
import socket
import sys
import time

from django.conf import settings
from django.db import connections

from . import environment
from .environment import Refused
from .loading import loading
from .said import said

TARGET = "terreau.config.asgi:application"
PR_SET_PDEATHSIG = 1
MANY = 16_384  # connections at once in one process, as far as the machine allows


def serve(*, announce) -> None:
    """Serve until told to stop. Django is loaded once, here; the processes that answer are its copies."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    allow_many_connections()
    server = Granian(
        TARGET,
        address=environment.bind(),
        port=environment.port(),
        interface=Interfaces.ASGI,
        workers=environment.workers(),
        websockets=False,
        backlog=2_048,
        backpressure=MANY,  # else its own 512 for each process: so many open streams, and no page is answered any more
        respawn_failed_workers=True,  # else a dead process stays dead
        workers_kill_timeout=5,  # else an open stream keeps the server from stopping
        log_level=LogLevels.warning,
    )
    server.on_startup(announce)
    server.on_startup(warm)
    server.serve()


def warm() -> None:
    """Load what the first page would load, then let nothing open cross into the processes that answer."""
    from django.urls import get_resolver

    from terreau.ui.templating import load_all

    with loading():
        from . import asgi  # noqa: F401

        get_resolver().url_patterns  # noqa: B018
        load_all()
    connections.close_all()
    gc.collect()
    gc.freeze()  # what is loaded now stays shared between the processes


def allow_many_connections() -> None:
    """Each open stream is a file to the system, which begins with few; take as many as it lets this process have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY + 512 if hard == resource.RLIM_INFINITY else min(MANY + 512, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def refuse_taken(address: str, port: int, *, patience: float = 1.0) -> None:
    """One clear line when another server already listens here; the last of one that was killed has a second to go."""
    until = time.monotonic() + patience
    while error := _taken(address, port):
        if time.monotonic() > until:
            raise Refused(
                said(
                    f"On ne peut pas écouter sur {address}:{port} ({error.strerror}). Essayez --port {port + 1}.",
                    f"Cannot listen on {address}:{port} ({error.strerror}). Try --port {port + 1}.",
                )
            )
        time.sleep(0.05)


def _taken(address: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error
    return None


def end_with_parent() -> None:
    """Have this process end when the one that started it dies, however it dies: the port must not stay taken.

    At once, not politely: a process that ends politely waits for its open streams, and answers on the port meanwhile.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def where() -> str:
    """The address to open in a browser."""
    return settings.ADDRESS
