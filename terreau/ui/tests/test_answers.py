"""How a view answers, and what people read when something is wrong."""

import errno

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, OperationalError
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from terreau.ui import answers, errors, places

ask = RequestFactory()
TITLES = {
    errors.bad_request: (400, "La demande est illisible"),
    errors.permission_denied: (403, "Ce n’est pas de votre ressort"),
    errors.not_found: (404, "Rien à cette adresse"),
    errors.other_way: (405, "Il n’y a pas de page ici"),
    errors.too_big: (413, "C’est trop lourd"),
    errors.too_many: (429, "Un instant"),
    errors.csrf_failure: (403, "Le formulaire a expiré"),
    errors.server_error: (500, "Quelque chose a cassé"),
    errors.no_room: (507, "Il n’y a plus de place"),
}


@pytest.fixture(autouse=True)
def in_french():
    with translation.override("fr"):
        yield


class Unreachable:
    """A viewer whose database is down."""

    locale = "fr"

    @property
    def person(self):
        raise DatabaseError("gone")


def test_a_rule_that_holds_lets_go_on():
    assert answers.allow(True) is None
    with pytest.raises(PermissionDenied):
        answers.allow(False)


def test_a_form_that_holds_too_much_is_said_to_be_too_heavy_and_not_unreadable():
    answer = errors.bad_request(ask.post("/"), RequestDataTooBig())
    assert (answer.status_code, "C’est trop lourd" in answer.content.decode()) == (413, True)


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OperationalError("database or disk is full"), 507),
        (OperationalError("database is locked"), 500),
        (ValueError("anything"), 500),
    ],
)
def test_a_full_disk_is_said_to_be_one(trouble, status):
    try:
        try:
            raise trouble
        except Exception as cause:
            raise RuntimeError("while saving") from cause
    except RuntimeError:
        assert errors.server_error(ask.post("/")).status_code == status


def test_htmx_gets_the_part_and_everyone_else_the_page():
    context = {"status": 1, "error_title": "t", "error_text": "x"}
    part = answers.part_or_page(
        ask.post("/", headers={"HX-Request": "true"}), "ui/error_page.html", context, page="/a/"
    )
    boosted = ask.post("/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    page = answers.part_or_page(boosted, "ui/error_page.html", context, page="/a/")
    assert (part.status_code, page.status_code, page["Location"]) == (200, 303, "/a/")


def test_an_act_leads_to_an_object_a_route_or_a_path():
    class Thing:
        def get_absolute_url(self):
            return "/thing/"

    assert answers.see_other(Thing())["Location"] == "/thing/"
    assert answers.see_other("ui:style")["Location"] == "/style/"


def test_a_refused_form_comes_back_as_such():
    context = {"status": 422, "error_title": "t", "error_text": "x"}
    assert answers.form_answer(ask.post("/"), "ui/error_page.html", context).status_code == 422


@pytest.mark.parametrize("handler", TITLES)
@pytest.mark.parametrize("viewer", [None, Unreachable()])
def test_whatever_is_wrong_is_a_whole_page_in_words(handler, viewer):
    request = ask.get("/nulle-part/")
    if viewer:
        request.viewer = viewer
    answer = handler(request)
    page = answer.content.decode()
    status, title = TITLES[handler]
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert "ui/terreau.css" in page
    assert '<html lang="fr"' in page


def test_errors_are_said_in_english_too():
    with translation.override("en"):
        page = errors.not_found(ask.get("/nowhere/")).content.decode()
    assert '<html lang="en"' in page
    assert "<h1>Nothing at this address</h1>" in page


def test_when_the_page_itself_breaks_the_words_remain(monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(ask.get("/"))
    assert answer.status_code == 500
    assert "<h1>Quelque chose a cassé</h1>" in answer.content.decode()


class Sample(forms.Form):
    name = forms.CharField(label="Votre nom", help_text="Celui que les membres liront.")
    words = forms.CharField(label="Un mot", required=False)
    place = forms.ChoiceField(label="Où", choices=[("", "Partout"), ("a", "Ici")], required=False)
    way = forms.ChoiceField(label="Comment", choices=[("a", "Ainsi")], widget=forms.RadioSelect, required=False)


def shown(source, **context):
    head = '{% from "ui/_components.html" import field, face, pager, sign, crumbs with context %}'
    return engines["jinja2"].env.from_string(head + source).render(**context)


def test_a_field_says_its_label_its_use_and_what_is_wrong():
    html = shown("{{ field(form.name) }}", form=Sample({"name": ""}))
    assert '<label class="field__label" for="id_name">Votre nom</label>' in html
    assert '<p class="hint" id="id_name_helptext">Celui que les membres liront.</p>' in html
    assert '<p class="field__error" id="id_name_error">Ce champ est obligatoire.</p>' in html
    assert 'aria-describedby="id_name_helptext' in html
    assert 'aria-invalid="true"' in html
    assert "(facultatif)" not in html
    assert "(facultatif)" in shown("{{ field(form.words) }}", form=Sample())


def test_what_always_holds_a_choice_is_not_said_to_be_optional():
    assert "(facultatif)" not in shown("{{ field(form.place) }}", form=Sample())
    assert "(facultatif)" in shown("{{ field(form.way) }}", form=Sample())
    assert "(facultatif)" not in shown("{{ field(form.way) }}", form=Sample(initial={"way": "a"}))
    assert "(facultatif)" not in shown("{{ field(form.words, optional=False) }}", form=Sample())


@pytest.mark.parametrize(
    ("name", "initials"), [("Inès Benali", "IB"), ("Ana", "A"), ("Marc-Antoine de Roy", "MR"), ("", "")]
)
def test_a_face_is_two_initials(name, initials):
    assert f">{initials}</span>" in shown("{{ face(name) }}", name=name)


def test_pages_are_turned_only_where_there_are_more():
    assert shown("{{ pager(none, none) }}").strip() == ""
    assert shown('{{ pager(none, "/b/") }}').count("<a ") == 1


class Somewhere:
    slug, pk, public_talk = "qualite", 1, False


class Member:
    guest_communities: list = []

    def membership_in(self, _community):
        return "member"


def test_only_places_that_exist_are_shown():
    found = places.places_of(Somewhere, Member())
    assert [key for key, *_ in found if key in ("home", "people", "conversation")] == ["home", "people", "conversation"]
    assert all(address.startswith("/c/qualite/") for _key, _label, address, _icon in found)
    thumb = places.thumb_places_of(Somewhere, Member())
    assert thumb == [place for place in found if place in thumb]
    assert len(thumb) <= 4


def test_a_visitor_is_shown_only_what_they_may_open():
    class Open(Somewhere):
        public_talk = True

    assert [key for key, *_ in places.places_of(Somewhere, None)] == ["home"]
    assert [key for key, *_ in places.thumb_places_of(Open, None)] == ["home", "conversation"]


@pytest.mark.django_db
def test_the_page_of_components_is_for_builders_and_holds_together(client):
    answer = client.get(reverse("ui:style"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    assert 'class="cut__wide"' in page
    assert page.count('class="field__error"') == 3


def test_at_another_address_the_right_one_is_told(client, settings):
    settings.ADDRESS = "https://terreau.example.org"
    answer = client.get("/", headers={"Host": "192.0.2.7:8000"})
    assert answer.status_code == 400
    assert "Terreau répond à https://terreau.example.org." in answer.content.decode()
