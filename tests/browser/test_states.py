"""Pages that no walk meets because they need a state: each is brought about here, and looked at like the others."""

import base64
import hashlib
import hmac
import secrets
import struct
import time

import pytest

from terreau.demo import COORDINATOR, SLUG
from tests.browser import brought
from tests.browser.letters import Mailbox, link_in
from tests.browser.looking import Eye
from tests.browser.test_keys import device  # noqa: F401 (a fixture)

WORKS = 180_000  # milliseconds: what the worker does
LOOKED_AT = {
    *("community:circle-settings", "community:guest-inviting", "community:deciding", "community:report-made"),
    *("community:handover", "community:invitation", "conversation:aside", "conversation:close-call"),
    *("conversation:ask", "gathering:memory", "gathering:memory-notes", "gathering:stray-replies"),
    *("protocol:cohort", "protocol:following-up", "protocol:run", "protocol:harvesting", "protocol:wall"),
    *("protocol:proposing", "protocol:adapting", "protocol:mine"),
    *("memory:arrival", "memory:problems", "people:rhythm-by-mail", "people:address-code", "people:name"),
    *("people:closed", "people:first-administrator", "mfa_authenticate", "mfa_reauthenticate"),
    *("mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
}
RHYTHM = """
from terreau.people.models import Person
from terreau.people.rhythm import address_for
print(address_for(Person.objects.at_address("%s")))
"""

REPLY = """
from django.utils import timezone
from terreau.community.viewer import Viewer
from terreau.gathering.models import StrayReply
from terreau.gathering.occasions import coming
from terreau.people.models import Person
viewer, at = Viewer(Person.objects.at_address("%s")), timezone.now()
community = viewer.memberships[viewer.communities[0]].community
one = next(one for one in coming(viewer, community, at) if one.series_id)
said = {"address": "lucie.de.loin@exemple.com", "said": "ACCEPTED", "why": "nobody"}
StrayReply.keep(mark="%s", at=at, community=community, series=one.series, **said)
"""


@pytest.fixture(scope="module")
def seen():
    """Every route looked at in this file; what was promised and not seen fails the last test."""
    return set()


@pytest.fixture
def eye(axe, seen):
    looking = Eye(axe)
    yield looking
    seen |= looking.seen
    assert looking.troubles == [], "\n".join(looking.troubles)


@pytest.fixture
def hive(server, tmp_path):
    """A community with ten members: its address, and its coordinator's."""
    mark = secrets.token_hex(3)
    slug, email = f"ruche-{mark}", f"berthe.{mark}@exemple.org"
    words = ("--name", "Ruche d’essai", "--coordinator", email, "--coordinator-name", "Berthe Lavoie")
    server.terreau("community", "create", slug, *words)
    (tmp_path / "membres.csv").write_bytes(brought.members_csv())
    server.terreau(
        "import", "members", str(tmp_path / "membres.csv"), "--community", slug, "--already-members", "--yes"
    )
    return f"/c/{slug}/", email


def send(page, **fields) -> None:
    """Fill the page's own form and send it."""
    form = page.locator("main form[method=post]").first
    for name, value in fields.items():
        form.locator(f"[name={name}]").first.fill(value)
    form.locator("button:not([name])").last.click()


def test_circles_and_handing_over(new_page, sign_in, hive, eye):
    place, email = hive
    page, taker = new_page(), new_page()
    sign_in(page, email)
    page.goto(f"{place}communaute/cercles/nouveau/")
    send(page, name="Cercle des cires", purpose="Comparer nos cires, une saison.")
    page.get_by_role("heading", name="Cercle des cires").wait_for()
    circle = page.url
    eye.of(page, f"{circle}reglages/", "community:circle-settings")
    eye.of(page, f"{circle}inviter/", "community:guest-inviting")
    page.goto(f"{place}animer/passation/")
    page.locator("main select").first.select_option(label="Agathe Loiselle")
    page.get_by_role("button", name="Je propose le relais").click()
    page.wait_for_url("**/communaute/passation/*/")
    eye.at(page, "community:handover")
    sign_in(taker, brought.address("agathe"))
    eye.of(taker, page.url, "community:handover")


def test_what_is_reported_and_set_aside(new_page, sign_in, hive, eye):
    place, email = hive
    writer, page = new_page(), new_page()
    sign_in(writer, brought.address("habib"))
    writer.goto(f"{place}echanges/nouveau/")
    send(writer, text="La cire fond trop vite.")
    writer.locator(".message").first.wait_for()
    sign_in(page, email)
    reporter = new_page()
    sign_in(reporter, brought.address("irma"))
    reporter.goto(writer.url)
    reporter.get_by_role("link", name="Signaler").first.click()
    send(reporter, reason="Cela pourrait blesser quelqu’un.")
    reporter.wait_for_url("**/signalements/*/")
    eye.at(reporter, "community:report-made")
    page.goto(f"{place}animer/moderation/")
    page.locator("main .list a[href*='/animer/moderation/']").first.click()
    page.wait_for_url("**/animer/moderation/*/")
    eye.at(page, "community:deciding")
    page.goto(writer.url)
    page.get_by_role("link", name="Retirer").first.click()
    send(page, reason="Le temps d’en parler ensemble.")
    page.locator("a[href$='/a-part/']").first.click()
    page.wait_for_url("**/a-part/")
    eye.at(page, "conversation:aside")


def test_a_call_that_ends(new_page, sign_in, hive, eye):
    place, email = hive
    page = new_page()
    sign_in(page, email)
    page.goto(f"{place}echanges/appel/")
    page.locator("main [name=title]").fill("Qui a déjà filtré la cire au drap ?")
    page.locator("[name=until]").first.check()
    page.get_by_role("button", name="Lancer l’appel").click()
    call = page.url
    page.locator("a[href$='/demander/']").first.click()
    page.wait_for_url("**/demander/")
    eye.at(page, "conversation:ask")
    page.goto(call)
    page.locator("a[href$='/clore-appel/']").first.click()
    page.wait_for_url("**/clore-appel/")
    eye.at(page, "conversation:close-call")


def test_a_duo_a_session_and_what_one_tried(new_page, sign_in, hive, eye):
    place, email = hive
    sessions = f"{place}rencontres/seances/"
    page, other = new_page(), new_page()
    sign_in(page, email)
    sign_in(other, brought.address("agathe"))
    eye.of(page, f"{sessions}cohortes/proposer/", "protocol:proposing")
    page.get_by_label("Agathe Loiselle").check()
    send(page, name="Nous deux", pact="On se prévient la veille.")
    page.wait_for_url(lambda url: "proposer" not in url)
    eye.at(page, "protocol:cohort")
    eye.of(other, page.url, "protocol:cohort")
    other.get_by_role("button", name="J’en suis").click()
    other.get_by_role("button", name="J’accepte ce pacte").click()
    eye.at(other, "protocol:cohort")
    eye.of(page, f"{sessions}formats/entraide/adapter/", "protocol:adapting")
    page.goto(f"{sessions}preparer/entraide/")
    page.get_by_role("button", name="la salle").click()
    page.locator("#act-begin").wait_for()
    room = page.url
    eye.of(other, room, "protocol:run")
    eye.of(page, f"{room}salle/", "protocol:wall")
    eye.of(page, f"{room}recolte/", "protocol:harvesting")
    send(page, learnings="Commencer petit")
    page.get_by_label("Ce que je vais essayer").fill("Demander avant de conseiller")
    page.get_by_role("button", name="Je garde cela").click()
    page.get_by_text("C’est noté, pour vous.").wait_for()
    eye.at(page, "protocol:run")
    eye.of(other, room, "protocol:run")
    eye.of(page, f"{sessions}mes-traces/", "protocol:mine")
    page.get_by_role("link", name="Qu’avez-vous essayé").click()
    page.wait_for_url("**/suivi/*/")
    eye.at(page, "protocol:following-up")


def test_an_arrival_with_troubles(new_page, sign_in, hive, eye):
    place, email = hive
    page = new_page()
    sign_in(page, email)
    page.goto(f"{place}arrivees/apporter/membres/")
    wrong = b"nom;courriel\n" + b"".join(b"Personne %d;pas une adresse\n" % n for n in range(300))
    page.locator("input[type=file]").set_input_files({"name": "m.csv", "mimeType": "text/csv", "buffer": wrong})
    page.get_by_role("button", name="Regarder ce fichier").click()
    page.get_by_role("heading", name="Ce que nous avons trouvé").wait_for(timeout=WORKS)
    eye.at(page, "memory:arrival")
    eye.of(page, page.locator("a[href*='/problemes/']").first.get_attribute("href"), "memory:problems")


def test_letters_lead_to_a_page(new_page, sign_in, hive, server, eye):
    place, email = hive
    page, guest = new_page(), new_page()
    sign_in(page, email)
    page.goto(f"{place}communaute/inviter/")
    address = f"maude.{secrets.token_hex(3)}@exemple.org"
    letter = page.locator("form", has=page.locator("[name=email]"))
    letter.locator("[name=name]").fill("Maude Simard")
    letter.locator("[name=email]").fill(address)
    letter.locator("[name=word]").fill("Votre cire a bonne réputation.")
    letter.get_by_role("button", name="J’envoie l’invitation").click()
    page.get_by_text("recevra votre invitation").wait_for()
    mail = Mailbox(server.data).wait(address)
    eye.of(guest, link_in(mail, "/invitation/"), "community:invitation")
    guest.get_by_role("button", name="J’entre").click()
    guest.get_by_role("heading", name="Bienvenue").wait_for()
    eye.of(new_page(), server.terreau("shell", "-v", "0", "-c", RHYTHM % address), "people:rhythm-by-mail")
    guest.goto("/moi/adresse/")
    send(guest, email=f"maude.ailleurs.{secrets.token_hex(3)}@exemple.org")
    guest.wait_for_url("**/moi/adresse/code/")
    eye.at(guest, "people:address-code")


def test_the_door(new_page, sign_in, server, hive, eye):
    place, email = hive
    host, page = new_page(), new_page()
    eye.of(page, "/connexion/inconnue/", "people:closed")
    sign_in(host, email)
    address = f"inconnue.{secrets.token_hex(3)}@exemple.org"
    page.goto(f"/connexion/?suite=/invitation/{make_link(host, place).rpartition('/invitation/')[2]}")
    send(page, email=address)
    page.wait_for_url("**/connexion/code/")
    page.goto(link_in(Mailbox(server.data).wait(address), "/connexion/lien/"))
    page.locator("main form button").first.click()
    page.wait_for_url("**/connexion/nom/")
    eye.at(page, "people:name")
    eye.of(page, server.terreau("first_administrator", "--another"), "people:first-administrator")


def test_a_memory_is_written_and_answers_that_went_astray(page, sign_in, server, eye):
    meetings = f"/c/{SLUG}/rencontres/"
    sign_in(page, COORDINATOR)
    page.goto(f"{meetings}passees/")
    page.locator(".memory-line a").first.click()
    page.locator("a[href$='/memoire/']").first.click()
    page.wait_for_url("**/memoire/")
    eye.at(page, "gathering:memory")
    eye.of(page, page.url + "fiches/", "gathering:memory-notes")
    server.terreau("shell", "-v", "0", "-c", REPLY % (COORDINATOR, secrets.token_hex(8)))
    page.goto(f"/c/{SLUG}/animer/")
    page.get_by_role("link", name="venues par courriel").click()
    page.get_by_text("lucie.de.loin@exemple.com").first.wait_for()
    eye.at(page, "gathering:stray-replies")


def make_link(page, place: str) -> str:
    """A link for several people, made by the coordinator."""
    page.goto(f"{place}communaute/inviter/")
    form = page.locator("form", has=page.locator("[name=uses]"))
    form.locator("[name=name]").fill("À la fête des ruches")
    form.get_by_role("button", name="Je fais un lien").click()
    page.locator("#address").wait_for()
    return page.locator("#address").input_value()


def code_of(secret: str) -> str:
    """The six digits of now (RFC 6238, SHA-1, 30 seconds)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_what_opens_the_door(device, server, eye):  # noqa: F811
    page = device.page
    address = device.become_administrator(server)
    eye.of(page, "/moi/securite/cles/", "mfa_add_webauthn")
    device.make_key("Clé de bureau")
    eye.of(page, "/moi/securite/codes/", "mfa_view_recovery_codes")
    eye.of(page, "/moi/securite/codes/nouveaux/", "mfa_generate_recovery_codes")
    eye.of(page, "/moi/securite/", "people:security")
    key = page.get_by_role("link", name="Renommer Clé de bureau").get_attribute("href")
    eye.of(page, key, "mfa_edit_webauthn")
    eye.of(page, f"{key}retrait/", "mfa_remove_webauthn")
    eye.of(page, "/moi/securite/application/", "mfa_activate_totp")
    send(page, code=code_of(page.locator("main code").first.text_content().replace(" ", "")))
    page.wait_for_url("**/moi/securite/**")
    eye.of(page, "/moi/securite/application/retrait/", "mfa_deactivate_totp")
    eye.of(page, "/moi/securite/confirmer/", "mfa_reauthenticate")
    eye.of(page, "/moi/securite/confirmer/cle/", "mfa_reauthenticate_webauthn")
    device.sign_out()
    device.follow(server.terreau("sign_in_link", address))
    page.wait_for_url("**/connexion/verification/")
    eye.at(page, "mfa_authenticate")


def test_every_page_promised_here_was_looked_at(seen):
    assert LOOKED_AT - seen == set()
