"""Small ways in, offered on the welcome page: the rooms above say which ones they have.

A room registers its steps once, in its `followers.py`:

    small_steps.register(SmallStep("hello", label=…, action=hello_address, hint=who_reads, field="text", button=…))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SmallStep:
    """One small thing a newcomer may do: a field and a button, or a link."""

    name: str
    label: Any  # « Dire d’où je viens, en une phrase »
    action: Callable[[Any, Any], str]  # (viewer, community) → where the form posts, or the link goes; "" when not now
    hint: Callable[[Any, Any], str] | None = None  # (viewer, community) → who will read it
    button: Any = ""
    field: str = ""  # the name of the one field; empty for a link
    longest: int = 300


@dataclass(frozen=True)
class Offered:
    """A step as it stands for one newcomer."""

    step: SmallStep
    address: str
    hint: str = ""


_steps: dict[str, SmallStep] = {}


def register(step: SmallStep) -> None:
    """Offer this step on welcome pages."""
    _steps[step.name] = step


def forget(name: str) -> None:
    """Stop offering a step (tests do)."""
    _steps.pop(name, None)


def offered_to(viewer, community) -> list[Offered]:
    """The steps this newcomer may take here and now, in the order in which rooms offered them."""
    found = ((step, step.action(viewer, community)) for step in _steps.values())
    return [Offered(step, address, _said(step, viewer, community)) for step, address in found if address]


def _said(step: SmallStep, viewer, community) -> str:
    return step.hint(viewer, community) if step.hint else ""
