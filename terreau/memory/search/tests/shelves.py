"""An index for tests: opened at once, and following every act as the worker would."""

from django.utils import timezone

from terreau.memory.search import finding, keeping
from terreau.spine.worker import follow_all
from tests.cast import Cast


class Opened:
    """Search knows all that was told before the tests of this class."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        keeping.forget_live()
        keeping.catch_up(timezone.now())

    def setUp(self):
        super().setUp()
        keeping.forget_live()
        self.addCleanup(keeping.forget_live)


class Indexed(Opened, Cast):
    """The cast, with a search that knows all that was said so far."""

    def told(self) -> None:
        """The worker has followed what happened."""
        follow_all()

    def found(self, someone, text: str, **more) -> list[str]:
        """The titles of what this person finds among the bakers."""
        from terreau.community.viewer import Viewer

        answer = finding.look(Viewer(someone), text, community=self.bakers, **more)
        return [hit.found.title for hit in answer.hits]
