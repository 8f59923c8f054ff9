"""A pytest plugin: writes down how a run ended, for `bin/check` to add up."""

import json
import os
from pathlib import Path

KINDS = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def pytest_terminal_summary(terminalreporter):
    """One JSON object: how many tests ended in each way."""
    counts = {kind: len(terminalreporter.stats.get(kind, ())) for kind in KINDS}
    Path(os.environ["CHECK_RESULTS"]).write_text(json.dumps(counts))
