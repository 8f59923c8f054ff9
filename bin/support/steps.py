"""One step of `bin/check`: run, timed, counted; and the report that ends it."""

import subprocess
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from terreau.config.environment import ROOT
from terreau.config.said import said

from . import house


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
    """Run tests and count them from pytest's own report; a run without a single test is a failure."""
    results = Path(environment["TERREAU_DATA"]) / "results.xml"
    results.unlink(missing_ok=True)
    command = [str(house.PYTHON), "-m", "pytest", "-p", "no:cacheprovider", "-rs", f"--junitxml={results}", *words]
    step = run(name, command, environment)
    total, failed, skipped = count(results)
    step.passed, step.failed = total - failed - skipped, failed
    step.ok = step.ok and step.passed > 0 and not failed
    step.detail = said(f"{step.passed} réussis, {failed} échoués", f"{step.passed} passed, {failed} failed")
    if skipped:
        step.detail += said(f", {skipped} sautés (dits ci-dessus)", f", {skipped} skipped (named above)")
    if not step.ok and not failed:
        step.failed = 1
    return step


def count(results: Path) -> tuple[int, int, int]:
    """How many tests a report holds, how many failed, how many were skipped; a run that crashed holds none."""
    if not results.exists():
        return 0, 0, 0
    suites = list(ET.parse(results).iter("testsuite"))
    total, failures, errors, skipped = (
        sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    return total, failures + errors, skipped


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
