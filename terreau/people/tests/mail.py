"""What the mail would carry, without sending any."""

from terreau.people import doors
from terreau.people.models import SignIn


def last_asked(email: str) -> SignIn:
    """The request that this address asked for last."""
    return SignIn.objects.filter(email=email).latest("id")


def come_in_by_code(client, email: str, **more):
    """Ask, read the mail, type the digits; the last answer."""
    client.post("/connexion/", {"email": email, **more})
    return client.post("/connexion/code/", {"code": last_asked(email).code()})


class OpenDoor:
    """While it lasts, anybody may make an account."""

    def __enter__(self):
        self.door = doors.register(lambda knock: True)

    def __exit__(self, *trouble):
        doors.forget(self.door)
