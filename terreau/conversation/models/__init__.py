from .beside import Attachment, Mention, Revision, SetAside, Thanks
from .call import HelpOffer
from .message import Message
from .own import Draft, LastSeen
from .solicitation import Solicitation
from .thread import Thread

__all__ = [
    "Attachment",
    "Draft",
    "HelpOffer",
    "LastSeen",
    "Mention",
    "Message",
    "Revision",
    "SetAside",
    "Solicitation",
    "Thanks",
    "Thread",
]
