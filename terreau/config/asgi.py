"""The one entry of the server: pages over WSGI in a few threads, live streams on the loop, visitors from memory.

Django under ASGI costs several times more per page, reads files whole into memory and keeps a thread for each stream:
`/live/` asks the page whether, then streams by itself (streams.py).
"""

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import SESSION_KEY  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import close_old_connections, connections  # noqa: E402
from django.http import parse_cookie  # noqa: E402

from . import body, gateway, lifespan  # noqa: E402
from .visitor_cache import VisitorCache  # noqa: E402

log = logging.getLogger("terreau.server")
THREADS = 2 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 6


def signed_in(headers) -> bool:
    """Whether the session in these headers is somebody's: asked in a page's thread, before much is taken in."""
    cookies = parse_cookie("; ".join(value.decode("latin-1") for name, value in headers if name == b"cookie"))
    try:
        return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(
            cookies.get(settings.SESSION_COOKIE_NAME, "")
        )
    except Exception:
        log.exception("a session could not be read")
        return False


class Entry:
    """An ASGI application that sends each request where it costs least."""

    def __init__(self, pages=None, signed_in=signed_in):
        self.pages = pages or WSGIHandler()
        self.signed_in = signed_in
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        self.downloads = ThreadPoolExecutor(4, thread_name_prefix="downloads")
        self.visitors = VisitorCache()
        self._streams = None

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await lifespan.follow(receive, send, stop=self.stop)
        elif scope["type"] != "http":
            raise ValueError(f"Terreau does not speak {scope['type']}.")
        elif scope["path"].startswith("/live/"):
            await self.live(scope, receive, send)
        else:
            answer = await self.visitors.answer(scope, lambda: self.page(scope, receive))
            if answer is not None:
                await gateway.send_answer(answer, scope, receive, send, self.downloads)

    async def page(self, scope, receive) -> gateway.Answer | None:
        """A page: the body to memory or disk, then Django in a thread. None when the other side left meanwhile."""
        loop = asyncio.get_running_loop()
        try:
            taken = await body.take(
                scope, receive, lambda: loop.run_in_executor(self.threads, self.has_signed_in, scope["headers"])
            )
        except OSError:  # no room left on the disk for what comes in
            log.exception("%s %s could not be taken in", scope["method"], scope["path"])
            return gateway.failure(507)
        if taken is None:
            return None
        try:
            environ = gateway.environ(scope, taken)
            return await loop.run_in_executor(self.threads, gateway.call, self.pages, environ)
        except Exception:
            log.exception("no answer to %s %s", scope["method"], scope["path"])
            return gateway.failure()
        finally:
            taken.file.close()

    def has_signed_in(self, headers) -> bool:
        """`signed_in`, in a thread whose connection may be an old one."""
        close_old_connections()
        return self.signed_in(headers)

    async def live(self, scope, receive, send):
        """A stream, for whoever the page it follows lets in."""
        if self._streams is None:
            from .streams import Streams

            self._streams = Streams()
        await self._streams.answer(self.page, scope, receive, send)

    def stop(self):
        """Close the streams, let the threads finish what they do and close their connections to the database."""
        if self._streams is not None:
            self._streams.stop()
        everyone = [self.threads.submit(connections.close_all) for _ in range(THREADS * 4)]
        for one in everyone:
            one.result(timeout=5)
        self.threads.shutdown(wait=True)
        self.downloads.shutdown(wait=False, cancel_futures=True)


application = Entry()
