"""What is typed at a terminal: help, refusals, and how the preparation knows that it has been done."""

import errno
import os
import re
import subprocess
import sys
from unittest import mock

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.recorder import MigrationRecorder

from bin.support import house, locks, serve, steps
from terreau.config import announcing, commands, mishaps, preparing
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


def test_the_help_lists_each_command_of_ours_and_what_it_does(capsys):
    ours = {path.stem for path in ROOT.glob("terreau/*/management/commands/[a-z]*.py")}
    assert {name for name, _french, _english in commands.COMMANDS} == ours
    for words in ((), ("help",), ("--help",)):
        done = terreau(*words, LANG="en_CA.UTF-8")
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "terreau COMMAND [--help]")
        assert "flush" not in done.stdout


@pytest.mark.parametrize(
    ("words", "status", "french", "english"),
    [
        (("import", "mbox"), 2, "il manque\u00a0: path, --community", "required: path, --community"),
        (("search", "zz"), 2, "'zz' n’existe pas", "invalid choice: 'zz'"),
        (("community", "create"), 2, "il manque\u00a0: slug (terreau community create --help)", "required: slug"),
        (("serve", "--prot"), 2, "ne connaît pas\u00a0: --prot", "unrecognized arguments: --prot"),
        (("imprt",), 2, "Peut-être «\u00a0import\u00a0»", "Perhaps “import”"),
        (("help", "nimporte"), 2, "pas de commande «\u00a0nimporte\u00a0»", "no command “nimporte”"),
        (("words", "grenier"), 1, "No such room: grenier", "No such room: grenier"),
    ],
)
def test_what_is_refused_is_one_plain_line(words, status, french, english):
    for language, expected in (("fr_CA.UTF-8", french), ("en_CA.UTF-8", english)):
        done = terreau(*words, LC_ALL=language)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (status, "", 1), done.stderr
        assert done.stderr.startswith("terreau: ")
        assert expected in done.stderr
        assert "CommandError" not in done.stderr


def test_the_help_of_a_command_shows_its_own_switches_only():
    done = terreau("import", "--help", LC_ALL="fr_CA.UTF-8")
    assert done.returncode == 0
    assert "--already-members" in done.stdout
    assert not {"--pythonpath", "--settings", "--traceback"} & set(done.stdout.split())
    assert "faire entrer membres, archives, historique" in done.stdout


def test_a_terminal_without_our_signs_shows_the_rest():
    done = terreau("help", PYTHONIOENCODING="latin-1", LANG="fr_CA")
    assert done.returncode == 0
    assert "first_administrator" in done.stdout


def terreau(*words, **environment):
    """`terreau WORDS`, whatever the terminal's signs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TERREAU_", "DATABASE_URL"))}
    own["DJANGO_SETTINGS_MODULE"] = "terreau.config.settings"
    command = [sys.executable, "-m", "terreau", *words]
    asked = {"env": {**own, **environment}, "cwd": ROOT, "timeout": 60}
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", **asked)


@pytest.mark.parametrize("words", [("serve",), ("sign_in_link", "nadia@exemple.org"), ("search", "state")])
def test_a_database_that_does_not_answer_is_one_line(words, tmp_path):
    away = {"DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:9/terreau", "LANG": "en_CA.UTF-8"}
    done = terreau(*words, TERREAU_DATA=str(tmp_path), **away)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "the database does not answer" in done.stderr
    assert "hunter2" not in done.stderr


def test_what_the_machine_refuses_is_said_and_a_fault_of_ours_is_not(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert "/srv/x" in mishaps.in_words(OSError(errno.ENOSPC, "No space left on device", "/srv/x"))
    assert mishaps.in_words(PermissionError(errno.EACCES, "Permission denied", "list.csv"))
    assert mishaps.in_words(MigrationSchemaMissing("permission denied for schema public\nLINE 1"))
    assert "\n" not in mishaps.in_words(MigrationSchemaMissing("permission denied for schema public\nLINE 1"))
    for text in ("database or disk is full", "disk I/O error"):
        assert "disque" in mishaps.in_words(OperationalError(text))
    assert mishaps.in_words(FileNotFoundError(errno.ENOENT, "No such file", "x")) == ""
    assert mishaps.in_words(IntegrityError("UNIQUE constraint failed")) == ""


@pytest.mark.django_db
class TestPreparing:
    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path, monkeypatch):
        """A data folder where everything is prepared, and what was done since."""
        settings.DATA = tmp_path
        self.done = []
        monkeypatch.setattr(preparing, "steps", lambda **_: [("f", "e", lambda: self.done.append(1))])
        monkeypatch.setattr(preparing, "words_are_compiled", lambda: True)
        assert preparing.prepare(say=lambda _: None)
        assert not preparing.prepare(say=lambda _: None)

    def test_an_older_copy_of_the_database_is_prepared_again(self):
        MigrationRecorder(connection).record_unapplied("practice", "0001_notes_live")
        assert preparing.prepare(say=lambda _: None)
        assert len(self.done) == 2

    def test_data_of_a_newer_version_are_left_alone(self):
        for room, name in (("spine", "9999_from_tomorrow"), ("tomorrow", "0001_a_room_to_come")):
            MigrationRecorder(connection).record_applied(room, name)
            with pytest.raises(Refused, match=f"{room}.{name}"):
                preparing.prepare(say=lambda _: None)
            MigrationRecorder(connection).record_unapplied(room, name)
        assert len(self.done) == 1

    def test_what_another_package_did_to_its_tables_is_not_ours_to_judge(self):
        MigrationRecorder(connection).record_applied("sessions", "9999_from_tomorrow")
        assert preparing.prepare(say=lambda _: None)

    def test_a_full_disk_keeps_nobody_from_reading(self, monkeypatch):
        monkeypatch.setattr(announcing, "call_command", mock.Mock(side_effect=OperationalError("disk is full")))
        assert announcing.coordinator_link() == ""


@pytest.mark.django_db
def test_the_example_is_announced_only_where_it_will_be_told(settings, tmp_path):
    settings.DATA = tmp_path
    named = [[english for _french, english, _step in preparing.steps(empty=False)]]
    (tmp_path / "begun").write_text("empty\n")
    named.append([english for _french, english, _step in preparing.steps(empty=False)])
    assert [any("example" in step for step in steps) for steps in named] == [True, False]
