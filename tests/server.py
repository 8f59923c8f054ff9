"""A real server for tests: its own process, port and data folder, ended whatever happens."""

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = float(os.environ.get("TERREAU_PATIENCE", "60"))  # seconds that a slow machine may take
WITHIN = 10 * max(60.0, PATIENCE)  # seconds for a start: two minutes were too few where others worked


def free_port() -> int:
    """A port of the loopback that nobody listens on, among those that no system lends to whoever calls out.

    One that was lent could be lent again to another between its choice here and its use.
    """
    while True:
        port = random.SystemRandom().randrange(12_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


class Server:
    """`terreau serve` on a port of its own. `data` may be shared with another one."""

    def __init__(self, data: Path, *words: str, **environment: str):
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
        own.pop("DATABASE_URL", None)
        own["DJANGO_SETTINGS_MODULE"] = "terreau.config.settings"
        self.environment = {**own, "TERREAU_DATA": str(data), "TERREAU_PORT": str(self.port), **environment}
        self.words = words
        self.process: subprocess.Popen | None = None

    def start(self, within: float = WITHIN) -> float:
        """Start, and wait for the first answer; how many seconds it took."""
        data_log = open(self.data.parent / f"server-{self.port}.log", "wb")  # noqa: SIM115
        began = time.monotonic()
        command = [sys.executable, "-m", "terreau", "serve", *self.words]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=data_log, stderr=data_log)
        self.log = Path(data_log.name)
        while time.monotonic() - began < within:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once:\n{self.log.read_text()}")
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"the server did not answer:\n{self.log.read_text()}")

    def answers(self) -> bool:
        """Whether it answers at all."""
        try:
            return urllib.request.urlopen(f"{self.url}/sante/vivant", timeout=30).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def terreau(self, *words: str) -> str:
        """What `terreau WORDS` says about this server's data."""
        command = [sys.executable, "-m", "terreau", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout.strip()

    def stop(self) -> None:
        """End it, politely first."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
