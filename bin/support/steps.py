"""One step of `bin/check`: run, timed, counted; and the report that ends it."""

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from terreau.config.environment import ROOT
from terreau.config.said import said

from . import house

SLOWEST = ("--durations=15", "--durations-min=8")  # the whole must stay short: what takes its time is named


@dataclass
class Step:
    """What a step came to: `passed` and `failed` count tests, `detail` says what a reader should know."""

    name: str
    ok: bool
    seconds: float
    detail: str = ""
    passed: int = 0
    failed: int = 0


def run(name: str, command: list[str], environment: dict[str, str]) -> Step:
    """Run a command; its exit status is the result."""
    began = time.monotonic()
    done = subprocess.run(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)
    return Step(name, done.returncode == 0, time.monotonic() - began)


def pytest(name: str, words: list[str], environment: dict[str, str]) -> Step:
    """Run tests and count them; a run without a single test is a failure."""
    results = Path(environment["TERREAU_DATA"]) / "results.json"
    results.unlink(missing_ok=True)
    command = [
        str(house.PYTHON),
        "-m",
        "pytest",
        "-p",
        "bin.support.counting",
        "-p",
        "no:cacheprovider",
        "-rs",
        *SLOWEST,
        *words,
    ]
    step = run(name, command, {**environment, "CHECK_RESULTS": str(results)})
    step.passed, step.failed, skipped = count(results)
    step.ok = step.ok and step.passed > 0 and not step.failed
    step.detail = said(f"{step.passed} réussis, {step.failed} échoués", f"{step.passed} passed, {step.failed} failed")
    if skipped:
        step.detail += said(f", {skipped} sautés (dits ci-dessus)", f", {skipped} skipped (named above)")
    if not step.ok and not step.failed:
        step.failed = 1
    return step


def count(results: Path) -> tuple[int, int, int]:
    """How many tests passed, failed, were skipped; a run that crashed has none."""
    if not results.exists():
        return 0, 0, 0
    ended = json.loads(results.read_text())
    return ended["passed"], ended["failed"] + ended["error"], ended["skipped"] + ended["xfailed"]


class Report:
    """What ran, in order, and whether all of it passed."""

    def __init__(self):
        self.steps = list[Step]()

    def add(self, step: Step) -> None:
        """Note a step, and say at once how it went."""
        self.steps.append(step)
        print(_line(step), flush=True)

    def end(self) -> int:
        """Print every step that ran, then the numbers on the last line; the exit status."""
        print(said("\nCe qui a été vérifié", "\nWhat was checked"))
        for step in self.steps:
            print(_line(step))
        passed = sum(step.passed for step in self.steps)
        failed = sum(step.failed or int(not step.ok) for step in self.steps)
        print(f"{passed} passed, {failed} failed", flush=True)
        return 1 if failed or not passed else 0


def _line(step: Step) -> str:
    detail = f"  {step.detail}" if step.detail else ""
    return f"  {'✓' if step.ok else '✗'} {step.name:<24} {step.seconds:7.1f} s{detail}"
