"""Why a file is not taken, said so that the person can mend it: what is wrong, and what to do instead."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def empty() -> ValidationError:
    """Nothing in it."""
    return ValidationError(_("Ce fichier est vide. Vérifiez qu’il s’ouvre sur votre appareil."), code="empty")


def too_big(max_bytes: int) -> ValidationError:
    """More bytes than the door takes."""
    words = _(
        "Ce fichier dépasse la limite de %(limit)s Mo. Allégez-le, "
        "ou donnez plutôt un lien vers l’endroit où il se trouve."
    )
    return ValidationError(words % {"limit": max(1, max_bytes // 1_000_000)}, code="too-big")


def quota(max_bytes: int, max_files: int) -> ValidationError:
    """More than one person may leave in a day."""
    words = _(
        "Vous avez déposé beaucoup de fichiers depuis hier "
        "(%(megabytes)s Mo et %(files)s fichiers par jour au plus). Revenez demain, ou donnez un lien."
    )
    return ValidationError(words % {"megabytes": max_bytes // 1_000_000, "files": max_files}, code="quota")


def damaged() -> ValidationError:
    """A picture that cannot be drawn to its end."""
    words = _(
        "Cette image est abîmée ou incomplète. Ouvrez-la sur votre appareil, enregistrez-la de nouveau et réessayez."
    )
    return ValidationError(words, code="damaged")


def too_many_pixels(max_pixels: int) -> ValidationError:
    """A picture announced larger than what is ever opened."""
    words = _("Cette image est trop grande. Réduisez-la sous %(millions)s millions de pixels.")
    return ValidationError(words % {"millions": max_pixels // 1_000_000}, code="too-many-pixels")


def too_heavy() -> ValidationError:
    """A picture that would fill the memory."""
    words = _("Cette image demande trop de mémoire pour être ouverte ici. Réduisez-la de moitié et réessayez.")
    return ValidationError(words, code="too-heavy")


def cannot_be_cleaned() -> ValidationError:
    """A photograph format whose hidden notes cannot be removed here."""
    words = _(
        "Ce format d’image peut garder le lieu où la photo a été prise, et Terreau ne sait pas l’en retirer. "
        "Enregistrez-la en JPEG ou en PNG."
    )
    return ValidationError(words, code="cannot-be-cleaned")


def svg() -> ValidationError:
    """A drawing that may run."""
    words = _(
        "Un dessin SVG peut contenir un programme, il n’est donc pas montré comme image. "
        "Enregistrez-le en PNG, ou joignez-le comme fichier à télécharger."
    )
    return ValidationError(words, code="svg")


def not_a_picture(name: str) -> ValidationError:
    """Something else under a picture's name, or where a picture is asked for."""
    words = _("« %(name)s » n’est pas une image PNG, JPEG, WebP ou GIF.")
    return ValidationError(words % {"name": name}, code="not-a-picture")
