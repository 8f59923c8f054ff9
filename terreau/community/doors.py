"""Who unknown may make an account: whoever holds an open invitation, or goes where a community lets people come."""

from django.urls import Resolver404, resolve

from terreau.people import doors

from .models import Community, Invitation
from .viewer import VISITOR


@doors.register
def an_invitation_is_open(knock: doors.Knock) -> bool:
    """The address they go to is an invitation that still opens, and is theirs if it is bound to an address."""
    match = _match(knock.next_url)
    if match is None or match.view_name != "community:invitation":
        return False
    invitation = Invitation.of_token(match.kwargs["token"])
    if invitation is None or not invitation.is_open(knock.at) or not invitation.inviter_still_may(knock.at):
        return False
    return invitation.email in ("", knock.email)


@doors.register
def a_community_lets_people_come(knock: doors.Knock) -> bool:
    """The address they go to is the door of a community with a public page, open or on request."""
    match = _match(knock.next_url)
    if match is None or match.view_name not in ("community:home", "community:join"):
        return False
    rows = Community.objects.visible_to(VISITOR).filter(slug=match.kwargs["slug"])
    return rows.exclude(entry=Community.Entry.INVITATION).exists()


def _match(path: str):
    try:
        return resolve(path.split("?")[0])
    except Resolver404:
        return None
