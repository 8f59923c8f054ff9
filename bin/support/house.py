"""The `.venv` of this clone: made when it is not there, filled from the locks, left alone when it is right."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from terreau.config.environment import ROOT, Refused
from terreau.config.said import said

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "locks"


def furnish(*locks: str) -> None:
    """Have everything that these locks name (`runtime`, `dev`) in `.venv`; nothing is asked of the network twice."""
    if not works():
        make()
    for name in locks:
        if not has(name):
            install(name)


def works() -> bool:
    """Whether `.venv` holds a Python that still runs (its system may have been upgraded, its folder moved)."""
    if not PYTHON.exists():
        return False
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


def make() -> None:
    """Make `.venv` anew with the Python at hand."""
    print(said("Un environnement Python dans .venv…", "A Python environment in .venv…"), flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Refused(
            said(
                "Python n’a pas pu faire .venv. Sous Debian ou Ubuntu\u00a0: apt install python3-venv python3-pip",
                "Python could not make .venv. On Debian or Ubuntu: apt install python3-venv python3-pip",
            )
        )


def has(name: str) -> bool:
    """Whether this very lock is already installed."""
    mark = _mark(name)
    return mark.exists() and mark.read_text() == _hash(name)


def install(name: str) -> None:
    """Install a lock, each file checked against its hash."""
    print(said(f"Les dépendances ({name})…", f"Dependencies ({name})…"), flush=True)
    lock = str(LOCKS / f"{name}.lock")
    if not (_with_uv(lock) or _with_pip(lock)):
        raise Refused(
            said(
                f"Les dépendances de locks/{name}.lock n’ont pas pu être installées (voir ci-dessus).",
                f"The dependencies of locks/{name}.lock could not be installed (see above).",
            )
        )
    _mark(name).write_text(_hash(name))
    if name == "dev":  # holds all that runtime holds, in the same versions: a test says so
        _mark("runtime").write_text(_hash("runtime"))


def _with_uv(lock: str) -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", lock]
    return subprocess.run(command, capture_output=True).returncode == 0


def _with_pip(lock: str) -> bool:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--require-hashes", "-r", lock]
    return subprocess.run(command, env={**os.environ, **quiet}, stdin=subprocess.DEVNULL).returncode == 0


def _hash(name: str) -> str:
    return hashlib.sha256((LOCKS / f"{name}.lock").read_bytes()).hexdigest()


def _mark(name: str) -> Path:
    return VENV / f"terreau-{name}"


def environment(**more: str) -> dict[str, str]:
    """The environment for a command inside `.venv`, wherever it was typed."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, **more}


def become(*words: str, **more: str) -> None:
    """Turn this process into `terreau WORDS`, so that signals reach it directly."""
    os.execve(PYTHON, [str(PYTHON), "-m", "terreau", *words], environment(**more))
