"""Who sees a file, and how it is given back."""

from terreau.community.viewer import VISITOR, Viewer
from terreau.files.models import File

from .giving import Files, hanging
from .hostile_pictures import picture


class Visible(Files):
    def test_a_file_is_seen_by_whoever_sees_what_it_hangs_from(self):
        file = self.give()
        with hanging({file.key: [self.chloe, self.gaston]}):
            seen = {
                person: File.objects.visible_to(Viewer(person)).filter(pk=file.pk).count()
                for person in (self.chloe, self.gaston, self.bruno, self.amina, self.dan, self.admin)
            }
            self.assertEqual(File.objects.visible_to(VISITOR).count(), 0)
        self.assertEqual(
            seen, {self.chloe: 1, self.gaston: 1, self.bruno: 0, self.amina: 0, self.dan: 0, self.admin: 0}
        )

    def test_what_hangs_from_nothing_is_its_givers_alone(self):
        file = self.give()
        for person, status in ((self.bruno, 200), (self.chloe, 404), (self.amina, 404), (self.dan, 404), (None, 404)):
            with self.subTest(person=person):
                self.assertEqual(self.get(person, file.get_absolute_url())[0].status_code, status)

    def test_the_small_version_has_the_same_door(self):
        file = self.give(picture(), "pain.png")
        for person, status in ((self.bruno, 200), (self.chloe, 404), (self.dan, 404), (None, 404)):
            with self.subTest(person=person):
                self.assertEqual(self.get(person, file.get_small_url())[0].status_code, status)

    def test_absent_and_forbidden_are_the_same(self):
        file = self.give()
        forbidden = self.get(self.dan, file.get_absolute_url())
        absent = self.get(self.dan, "/fichiers/abcdefghjkmn/notes.txt")
        self.assertEqual((forbidden[0].status_code, forbidden[1]), (absent[0].status_code, absent[1]))

    def test_a_file_without_small_version_has_none(self):
        self.assertEqual(self.get(self.bruno, self.give().get_small_url())[0].status_code, 404)

    def test_a_visitor_sees_what_hangs_from_something_public(self):
        file = self.give()
        with hanging({file.key: [None]}):
            self.assertEqual(self.get(None, file.get_absolute_url())[0].status_code, 200)

    def test_reading_costs_the_same_whatever_was_given(self):
        file = self.give()
        self.client.force_login(self.bruno)
        for number in range(2):
            with hanging({file.key: [self.bruno]}), self.assertNumQueries(4):  # session, two for who looks, file
                self.client.get(file.get_absolute_url())
            self.give(name=f"{number}.txt")


class GivenBack(Files):
    def test_a_text_is_downloaded_under_its_name(self):
        answer, body = self.get(self.bruno, self.give(name="Levain d’été.txt").get_absolute_url())
        self.assertEqual(body, b"Deux pains, un four.")
        self.assertEqual(answer["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(
            answer["Content-Disposition"], "attachment; filename*=utf-8''Levain%20d%E2%80%99%C3%A9t%C3%A9.txt"
        )
        self.assertEqual(answer["Cache-Control"], "private, no-cache")
        self.assertIn("sandbox", answer["Content-Security-Policy"])
        self.assertEqual(answer["Content-Length"], "20")

    def test_a_pdf_opens_in_place(self):
        answer, _body = self.get(self.bruno, self.give(b"%PDF-1.7 x", "a.pdf").get_absolute_url())
        self.assertEqual(answer["Content-Disposition"], 'inline; filename="a.pdf"')
        self.assertEqual(answer["Content-Type"], "application/pdf")

    def test_a_name_never_breaks_an_address(self):
        file = self.give()
        file.name = "../<b>/\n?#.txt"
        self.assertEqual(self.get(self.bruno, file.get_absolute_url())[0].status_code, 200)

    def test_the_name_in_the_address_is_decoration(self):
        file = self.give()
        self.assertEqual(
            self.get(self.bruno, f"/fichiers/{file.key}/autre.html")[0]["Content-Type"], "text/plain; charset=utf-8"
        )

    def test_asked_again_it_is_not_sent_again(self):
        file = self.give()
        etag = self.get(self.bruno, file.get_absolute_url())[0]["ETag"]
        self.assertEqual(etag, f'"{file.sha256}"')
        answer, body = self.get(self.bruno, file.get_absolute_url(), if_none_match=etag)
        self.assertEqual((answer.status_code, body), (304, b""))
        self.assertEqual(self.get(self.dan, file.get_absolute_url(), if_none_match=etag)[0].status_code, 404)

    def test_parts(self):
        url = self.give(b"0123456789", "n.txt").get_absolute_url()
        for asked, status, body, said in (
            ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
            ("bytes=7-", 206, b"789", "bytes 7-9/10"),
            ("bytes=-2", 206, b"89", "bytes 8-9/10"),
            ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
            ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
            ("bytes=10-", 416, b"", "bytes */10"),
            ("bytes=-0", 416, b"", "bytes */10"),
            ("bytes=5-2", 200, b"0123456789", None),
            ("bytes=0-1,3-4", 200, b"0123456789", None),
            ("lines=1-2", 200, b"0123456789", None),
            ("bytes=-", 200, b"0123456789", None),
        ):
            with self.subTest(asked=asked):
                answer, got = self.get(self.bruno, url, range=asked)
                self.assertEqual((answer.status_code, got, answer.get("Content-Range")), (status, body, said))

    def test_a_part_of_another_version_is_the_whole(self):
        url = self.give(b"0123456789", "n.txt").get_absolute_url()
        answer, body = self.get(self.bruno, url, range="bytes=0-3", if_range='"other"')
        self.assertEqual((answer.status_code, body), (200, b"0123456789"))

    def test_nothing_is_packed_on_the_way(self):
        url = self.give(b"a" * 5000, "n.txt").get_absolute_url()
        answer, body = self.get(self.bruno, url, accept_encoding="gzip, br")
        self.assertEqual((answer.get("Content-Encoding"), len(body)), (None, 5000))

    def test_head_says_the_length_without_the_bytes(self):
        file = self.give()
        self.client.force_login(self.bruno)
        answer = self.client.head(file.get_absolute_url())
        self.assertEqual((answer["Content-Length"], answer.content), ("20", b""))

    def test_nothing_is_written_through_these_addresses(self):
        self.client.force_login(self.bruno)
        self.assertEqual(self.client.post(self.give().get_absolute_url()).status_code, 405)
