from .consent import Consent
from .erasure import Erasure
from .export import Export
from .person import Person
from .session import SignedIn
from .signin import SignIn

__all__ = ["Consent", "Erasure", "Export", "Person", "SignIn", "SignedIn"]
