from ..search.models import SearchEntry, SearchShelf, SearchWord
from .arrival import Arrival
from .beside import ArrivalFile, ArrivalProblem, ArrivedRows, AwaitedMail, NamelessAuthor

__all__ = [
    "Arrival",
    "ArrivalFile",
    "ArrivalProblem",
    "ArrivedRows",
    "AwaitedMail",
    "NamelessAuthor",
    "SearchEntry",
    "SearchShelf",
    "SearchWord",
]
