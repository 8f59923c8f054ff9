"""A wrong value is refused in one clear line, in the language of the shell."""

import os
import re
import stat

import pytest

from terreau.config import environment
from terreau.config.environment import Refused
from terreau.config.said import said


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    """An empty environment and a data folder of its own."""
    for name in list(os.environ):
        if name.startswith(("TERREAU_", "LC_", "LANG", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path / "data"))


WRONG = [
    ("TERREAU_URL", "ftp://terreau.example.org"),
    ("TERREAU_URL", "terreau.example.org"),
    ("TERREAU_URL", "https://terreau.example.org/sous/chemin"),
    ("TERREAU_URL", "https://terreau.example.org?a=1"),
    ("TERREAU_URL", "https://name:pass@terreau.example.org"),
    ("TERREAU_URL", "https://terreau.example.org:port"),
    ("DATABASE_URL", "mysql://a/b"),
    ("DATABASE_URL", "postgresql://host"),
    ("DATABASE_URL", "postgresql://host:port/base"),
    ("DATABASE_URL", "terreau.sqlite3"),
    ("DATABASE_URL", "postgresql:///terreau?prepared=maybe"),
    ("DATABASE_URL", "sqlite:///terreau.sqlite3"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("TERREAU_FROM", "Terreau"),
    ("TERREAU_FROM", "terreau@"),
    ("TERREAU_FROM", "Terreau <terreau example.org>"),
    ("TERREAU_SMTP", "mail.example.org"),
    ("TERREAU_SMTP", "http://mail.example.org"),
    ("TERREAU_SMTP", "smtp://mail.example.org:port"),
    ("TERREAU_SECRET", "short"),
    ("TERREAU_WORKERS", "0"),
    ("TERREAU_WORKERS", "two"),
    ("TERREAU_WORKERS", "²"),
    ("TERREAU_WORKER", "maybe"),
    ("TERREAU_BEHIND_PROXY", "yes!"),
    ("TERREAU_DEBUG", "2"),
    ("TERREAU_RECEIVES", "perhaps"),
    ("TERREAU_PORT", "70000"),
    ("TERREAU_PORT", "-1"),
    ("TERREAU_BIND", "everywhere"),
    ("TERREAU_DATA", "/dev/null/x"),
    ("TERREAU_DATA", "/dev/null"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_in_one_line_that_names_it(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as refused:
        environment.check()
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_wrong_port_is_refused_even_where_the_public_address_is_said(monkeypatch):
    monkeypatch.setenv("TERREAU_URL", "https://terreau.example.org")
    monkeypatch.setenv("TERREAU_PORT", "abc")
    with pytest.raises(Refused, match="TERREAU_PORT"):
        environment.check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERREAU_URL", "https://terreau.example.org/"),
        ("TERREAU_URL", "http://[::1]:8000"),
        ("DATABASE_URL", "postgresql://terreau:secret@db.example.org:5432/terreau"),
        ("DATABASE_URL", "postgres:///terreau"),
        ("DATABASE_URL", "postgres:///terreau?prepared=off"),
        ("DATABASE_URL", "sqlite:////tmp/terreau.sqlite3"),
        ("TERREAU_SMTP", "smtp+tls://moi%40ici:mot@mail.example.org"),
        ("TERREAU_FROM", "Communautés <terreau@example.org>"),
        ("TERREAU_FROM", ""),
        ("TERREAU_SECRET", "s" * 32),
        ("TERREAU_WORKERS", "2"),
        ("TERREAU_WORKER", "off"),
        ("TERREAU_BEHIND_PROXY", "1"),
        ("TERREAU_BIND", "::"),
        ("TERREAU_URL", ""),
    ],
)
def test_a_right_value_is_taken(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    environment.check()


def test_questions_are_prepared_unless_a_pooler_stands_between(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://host/base?sslmode=require&options=-c%20work_mem%3D8MB")
    direct = environment.database(tmp_path)
    options = direct["OPTIONS"].pop("options")
    assert options == "-c work_mem=8MB -c plan_cache_mode=force_generic_plan"
    assert direct["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 3}
    assert direct["DISABLE_SERVER_SIDE_CURSORS"] is False
    monkeypatch.setenv("DATABASE_URL", "postgresql://host/base?prepared=off")
    pooled = environment.database(tmp_path)
    assert pooled["OPTIONS"] == {}
    assert pooled["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_a_secret_is_never_said_back(monkeypatch):
    monkeypatch.setenv("TERREAU_SECRET", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hunter2@host/base")
    for read in (lambda: environment.secret_key(environment.data_folder()), environment.check):
        with pytest.raises(Refused) as refused:
            read()
        assert "hunter2" not in str(refused.value)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    first, second = environment.secret_key(tmp_path), environment.secret_key(tmp_path)
    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_address_follows_the_port_unless_it_is_said(monkeypatch):
    monkeypatch.setenv("TERREAU_PORT", "8123")
    assert environment.address() == "http://127.0.0.1:8123"
    monkeypatch.setenv("TERREAU_URL", "https://terreau.example.org/")
    assert environment.address() == "https://terreau.example.org"


def test_sqlite_keeps_what_it_has_acknowledged():
    settings = environment.database(environment.data_folder())
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_mail_goes_where_it_is_told(monkeypatch):
    assert environment.smtp() == {"EMAIL_BACKEND": "terreau.letters.backends.Outbox"}
    monkeypatch.setenv("TERREAU_SMTP", "smtp+tls://moi%40ici:mot@mail.example.org")
    settings = environment.smtp()
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        True,
    )
    assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("moi@ici", "mot")


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "oui"),
        ({"LANG": "C.UTF-8"}, "oui"),
        ({"LANG": "en_CA.UTF-8"}, "yes"),
        ({"LANG": "en_CA.UTF-8", "LC_ALL": "fr_CA.UTF-8"}, "oui"),
        ({"LANG": "fr_CA.UTF-8", "LC_MESSAGES": "en_GB"}, "yes"),
    ],
)
def test_commands_speak_the_shells_language(monkeypatch, environment, word):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert said("oui", "yes") == word


def test_a_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "Équipe n° 2 #1? 50%+"
    assert environment.database(folder)["NAME"] == str(folder / "terreau.sqlite3")


def test_a_folder_that_is_made_is_for_nobody_else_on_the_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path / "made" / "here"))
    assert stat.S_IMODE(environment.data_folder().stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["TERREAU_WORKRES", "TERREAU_SMPT", "TERREAU_BEHINDPROXY", "TERREAU_DATAS"])
def test_a_misspelt_name_is_refused_with_the_right_one(monkeypatch, name):
    monkeypatch.setenv(name, "2")
    with pytest.raises(environment.Refused, match=f"{name}.*TERREAU_") as refused:
        environment.refuse_misspelt()
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["TERREAU_PATIENCE", "TERREAU_NOTE", "MY_TERREAU_WORKRES"])
def test_what_is_no_name_of_ours_is_nobodys_business(monkeypatch, name):
    monkeypatch.setenv(name, "2")
    environment.refuse_misspelt()


def test_each_name_in_the_help_is_known():
    from bin.support import serve

    for text in (serve.FRENCH, serve.ENGLISH):
        assert set(re.findall(r"TERREAU_([A-Z_]+)", text)) == set(environment.WORDS) - {"DEBUG"}
