"""What begins and ends with a server process: the worker that follows the outbox lives inside it by default."""

import asyncio
import logging

from . import environment
from .serving import end_with_parent

log = logging.getLogger("terreau.server")


async def follow(receive, send, *, stop) -> None:
    """Answer the server's « begin » and « end »; `stop` is called before the end."""
    worker = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            end_with_parent()
            worker = begin_worker()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(end, worker, stop)
            await send({"type": "lifespan.shutdown.complete"})
            return


def begin_worker():
    """The worker inside this process, or None where `TERREAU_WORKER=off` (then `terreau worker` is its own process)."""
    if not environment.yes("TERREAU_WORKER", default=True):
        return None
    from terreau.spine.worker import Worker

    worker = Worker()
    worker.start()
    return worker


def end(worker, stop) -> None:
    """Finish what is in hand. A worker that will not stop is left behind: the outbox forgets nothing."""
    try:
        if worker is not None:
            worker.stop()
        stop()
    except Exception:
        log.exception("the server stopped with something still in hand")
