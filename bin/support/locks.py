"""Are the locks those of pyproject.toml? Compiled again where uv is at hand, else each direct need is looked up."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from terreau.config.environment import ROOT
from terreau.config.said import said

from .house import LOCKS, PYTHON
from .steps import Step

WHAT = {"runtime": ["--extra", "postgres"], "dev": ["--extra", "postgres", "--group", "dev"]}
COMPILE = [
    "pip",
    "compile",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--python-version",
    "3.11",
    "--quiet",
]
PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.M)


def step(name: str) -> Step:
    """The locks hold what pyproject.toml asks for, agree with each other, carry hashes and name no address."""
    began = time.monotonic()
    troubles = [*addresses(), *unhashed(), *disagreements(), *(stale() if shutil.which("uv") else unmet())]
    for trouble in troubles:
        print(trouble)
    how = said("recompilés", "compiled again") if shutil.which("uv") else said("relus", "read again")
    return Step(name, not troubles, time.monotonic() - began, "" if troubles else how)


def compile_lock(name: str, output: Path, *more: str) -> subprocess.CompletedProcess:
    """Have uv write this lock into `output`, keeping the versions that are already there."""
    command = [shutil.which("uv") or "uv", *COMPILE, *WHAT[name], *more, "-o", str(output), "pyproject.toml"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def stale() -> list[str]:
    """Locks that change when compiled again from pyproject.toml."""
    found = []
    for name in WHAT:
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / f"{name}.lock"
            again.write_text(text(name))
            done = compile_lock(name, again)
            if done.returncode:
                found.append(f"locks/{name}.lock: {done.stderr.strip()[-400:]}")
            elif again.read_text() != text(name):
                found.append(
                    said(
                        f"locks/{name}.lock n’est plus à jour\u00a0: bin/lock", f"locks/{name}.lock is stale: bin/lock"
                    )
                )
    return found


def unmet() -> list[str]:
    """Direct needs of pyproject.toml that a lock does not satisfy."""
    script = (
        "import sys; from packaging.requirements import Requirement as R\n"
        "for line in sys.stdin:\n"
        "    need, _, version = line.rstrip().rpartition('\\t')\n"
        "    if not version or not R(need).specifier.contains(version, prereleases=True): print(need, '!=', version)"
    )
    found = []
    for name in WHAT:
        versions = pins(name)
        asked = "".join(f"{need}\t{versions.get(_name(need), '')}\n" for need in needs(name))
        done = subprocess.run([PYTHON, "-c", script], input=asked, capture_output=True, text=True)
        said_so = (done.stdout + done.stderr).strip()
        found += [f"locks/{name}.lock: {line}" for line in said_so.splitlines()]
    return found


def needs(name: str) -> list[str]:
    """What pyproject.toml asks of this lock, directly."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgres"]
    return wanted + (project["dependency-groups"]["dev"] if name == "dev" else [])


def addresses() -> list[str]:
    """Lines of a lock that name a place on a network or a disk."""
    return [
        f"locks/{name}.lock: {line}"
        for name in WHAT
        for line in text(name).splitlines()
        if "://" in line or "/" in line
    ]


def unhashed() -> list[str]:
    """Packages without a hash: nothing would be checked at their installation."""
    blocks = {name: re.split(r"\n(?=[a-z0-9])", text(name)) for name in WHAT}
    return [
        f"locks/{name}.lock: {block.splitlines()[0]}"
        for name in WHAT
        for block in blocks[name]
        if PINNED.match(block) and "--hash=sha256:" not in block
    ]


def disagreements() -> list[str]:
    """Packages that runtime and dev do not have in the same version."""
    dev = pins("dev")
    return [
        f"{package}: runtime {version}, dev {dev.get(package)}"
        for package, version in pins("runtime").items()
        if dev.get(package) != version
    ]


def pins(name: str) -> dict[str, str]:
    """Package → version."""
    return dict(PINNED.findall(text(name)))


def text(name: str) -> str:
    """The lock as it stands."""
    return (LOCKS / f"{name}.lock").read_text()


def _name(need: str) -> str:
    return re.split(r"[\[<>=!~; ]", need, maxsplit=1)[0].lower().replace("_", "-")


def main(words: list[str]) -> None:
    """`bin/lock`: compile both locks again; `--upgrade` takes newer versions."""
    if not shutil.which("uv") or set(words) - {"--upgrade"}:
        print(
            said(
                "bin/lock [--upgrade]\u00a0: il faut uv (pip install uv).",
                "bin/lock [--upgrade]: uv is needed (pip install uv).",
            )
        )
        sys.exit(2)
    for name in WHAT:
        done = compile_lock(name, LOCKS / f"{name}.lock", *words)
        if done.returncode:
            sys.exit(done.stderr)
