from .consent import Consent
from .person import Person
from .session import SignedIn
from .signin import SignIn

__all__ = ["Consent", "Person", "SignIn", "SignedIn"]
