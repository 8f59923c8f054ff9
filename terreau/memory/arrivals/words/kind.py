"""One kind of problem in words, and what a file that is not the right one may be."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """`weight` is file, entry or note; the two sentences are translated when they are shown."""

    weight: str
    what: Any
    mend: Any


LOOKS = {
    "workbook": _("un classeur ou un document bureautique"),
    "old-workbook": _("un ancien classeur Excel"),
    "pdf": _("un PDF"),
    "image": _("une image"),
    "compressed": _("un fichier compressé"),
    "database": _("une base de données"),
    "web-page": _("une page web"),
    "list": _("une liste en colonnes"),
    "text": _("un texte ordinaire"),
    "binary": _("un fichier binaire"),
}
