"""What is typed at a terminal: help, refusals, and how the preparation knows that it has been done."""

import os
import re
import subprocess
import sys

import pytest

from bin.support import house, locks, serve, steps
from terreau.config import announcing, preparing
from terreau.config.environment import ROOT, Refused


def typed(*words, **environment):
    """A command of bin/, as somebody would type it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TERREAU_", "DATABASE_URL"))}
    command = [sys.executable, ROOT / "bin" / words[0], *words[1:]]
    return subprocess.run(command, env={**own, **environment}, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("command", ["serve", "check", "bench"])
def test_each_command_says_what_it_does_in_both_languages(command):
    french, english = typed(command, "--help", LANG="fr_CA.UTF-8"), typed(command, "--help", LANG="en_CA.UTF-8")
    assert (french.returncode, english.returncode) == (0, 0)
    assert french.stdout.startswith(f"bin/{command}")
    assert english.stdout != french.stdout


def test_the_help_names_every_variable_that_is_read():
    source = (ROOT / "terreau/config/environment.py").read_text() + (ROOT / "terreau/config/settings.py").read_text()
    read = set(re.findall(r'"(TERREAU_[A-Z_]+|DATABASE_URL)"', source)) - {"TERREAU_DEBUG"}
    for text in (serve.FRENCH, serve.ENGLISH):
        assert {name for name in read if name not in text} == set()


@pytest.mark.parametrize(
    ("words", "environment", "names"),
    [
        (["--prot", "9000"], {}, "--prot"),
        (["--port"], {}, "--port"),
        (["--port", "quatre"], {}, "quatre"),
        (["--port=0"], {}, "0"),
        ([], {"TERREAU_URL": "terreau"}, "TERREAU_URL"),
        ([], {"DATABASE_URL": "oracle://x/y"}, "DATABASE_URL"),
        ([], {"TERREAU_DATA": "/dev/null"}, "TERREAU_DATA"),
    ],
)
def test_serve_refuses_in_one_line(words, environment, names, tmp_path):
    done = typed("serve", *words, **{"TERREAU_DATA": str(tmp_path), **environment})
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert names in done.stderr


def test_serve_understands_its_words():
    assert serve.understand(["--empty", "--port", "9000"]) == (["--empty"], "9000")
    assert serve.understand(["--port=9001"]) == ([], "9001")


def test_a_wrong_setting_is_one_line_for_every_command(tmp_path):
    environment = {**os.environ, "TERREAU_URL": "nowhere", "DJANGO_SETTINGS_MODULE": "terreau.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "terreau", "check"], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "TERREAU_URL" in done.stderr


def test_the_locks_hold_what_is_asked_with_hashes_and_no_address():
    assert (locks.addresses(), locks.unhashed(), locks.disagreements(), locks.unmet()) == ([], [], [], [])
    assert len(locks.pins("runtime")) > 20


def test_a_lock_that_lacks_something_is_seen(monkeypatch):
    monkeypatch.setattr(locks, "text", lambda name: "django==4.0 \\\n    --hash=sha256:00\njinja2==3.1.6\n")
    assert any("django" in line for line in locks.unmet())
    assert "locks/dev.lock: jinja2==3.1.6" in locks.unhashed()
    monkeypatch.setattr(locks, "text", lambda name: "--index-url https://example.org/simple\n")
    assert len(locks.addresses()) == 2


def test_a_lock_is_installed_again_only_when_it_changes(monkeypatch, tmp_path):
    (tmp_path / "runtime.lock").write_text("one")
    installed = []
    monkeypatch.setattr(house, "LOCKS", tmp_path)
    monkeypatch.setattr(house, "VENV", tmp_path)
    monkeypatch.setattr(house, "works", lambda: True)
    monkeypatch.setattr(house, "_with_uv", lambda lock: False)
    monkeypatch.setattr(house, "_with_pip", lambda lock: installed.append(lock) or True)
    house.furnish("runtime")
    house.furnish("runtime")
    assert len(installed) == 1
    (tmp_path / "runtime.lock").write_text("two")
    house.furnish("runtime")
    assert len(installed) == 2


def test_an_installation_that_fails_is_refused_and_tried_again(monkeypatch, tmp_path):
    (tmp_path / "runtime.lock").write_text("one")
    monkeypatch.setattr(house, "LOCKS", tmp_path)
    monkeypatch.setattr(house, "VENV", tmp_path)
    monkeypatch.setattr(house, "_with_uv", lambda lock: False)
    monkeypatch.setattr(house, "_with_pip", lambda lock: False)
    with pytest.raises(Refused):
        house.install("runtime")
    assert not house.has("runtime")


def test_a_report_counts_what_ran_and_fails_with_any_of_it(capsys):
    report = steps.Report()
    report.add(steps.Step("one", True, 1.0, passed=12))
    assert report.end() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "12 passed, 0 failed"
    report.add(steps.Step("two", False, 1.0))
    report.add(steps.Step("three", False, 1.0, passed=3, failed=2))
    assert report.end() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "15 passed, 3 failed"


def test_a_run_without_tests_is_a_failure(tmp_path):
    empty = {**os.environ, "TERREAU_DATA": str(tmp_path)}
    (tmp_path / "test_nothing.py").write_text("")
    step = steps.pytest("nothing", [str(tmp_path), "-n0", "-k", "nothing_at_all"], empty)
    assert (step.ok, step.passed, step.failed) == (False, 0, 1)


def test_nothing_at_all_is_a_failure(capsys):
    assert steps.Report().end() == 1


def test_the_preparation_is_done_again_when_its_sources_change(monkeypatch):
    monkeypatch.setattr(preparing, "sources", list)
    before = preparing.fingerprint()
    assert preparing.fingerprint() == before
    monkeypatch.setattr(preparing, "sources", lambda: [ROOT / "pyproject.toml"])
    assert preparing.fingerprint() != before


def test_the_line_to_come_in_is_not_said_where_it_leads_nowhere():
    assert announcing.spoken("no_such_command") == ""


def test_a_command_typed_before_the_database_is_ready_says_so_in_one_line(tmp_path):
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TERREAU_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "terreau", "sign_in_link", "nadia@exemple.org"]
    asked = {"env": {**own, "TERREAU_DATA": str(tmp_path), "LANG": "en_CA.UTF-8"}, "cwd": ROOT, "timeout": 60}
    done = subprocess.run(command, capture_output=True, text=True, **asked)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "the database is not ready" in done.stderr
