"""The course of a session drawn as a core of soil: a layer for each step, as thick as it is long; water for time."""

from dataclasses import dataclass
from datetime import datetime

from . import engine, shape

THIN = 26.0  # pixels of the thinnest layer, so that its name can be read
PER_MINUTE = 5.2
LENGTH = 1000.0  # units of the lying core, on a phone


@dataclass(frozen=True)
class Layer:
    """One step of the core."""

    number: int
    title: str
    minutes: int
    top: float
    height: float
    left: float
    width: float
    kind: int  # which of the four soils
    now: str  # past, here, later


@dataclass(frozen=True)
class Core:
    """The whole: its layers and where the water stands."""

    layers: list[Layer]
    height: float
    water: float
    along: float

    @property
    def minutes(self) -> int:
        """How long it is planned to last, as it stands."""
        return sum(layer.minutes for layer in self.layers)


def core_of(form: shape.Format, state: engine.State, at: datetime) -> Core:
    """Drawn from the log: what is past, where we are, what is to come."""
    total = sum(state.planned) or 1
    layers, top, left = [], 0.0, 0.0
    for number, (step, minutes) in enumerate(zip(form.steps, state.planned, strict=True)):
        height, width = max(THIN, minutes * PER_MINUTE), minutes / total * LENGTH
        now = "here" if number == state.step and state.is_live else "past" if _is_past(state, number) else "later"
        kind = 1 + 4 * number // len(form.steps)
        layers.append(Layer(number + 1, shape.spoken(step.title), minutes, top, height, left, width, kind, now))
        top, left = top + height, left + width
    here = layers[state.step]
    if state.phase == "ready":
        return Core(layers, top, 0.0, 0.0)
    if state.phase == "ended":
        return Core(layers, top, top, LENGTH)
    share = min(1.0, state.elapsed(at).total_seconds() / 60 / max(1, here.minutes))
    return Core(layers, top, here.top + share * here.height, here.left + share * here.width)


def _is_past(state: engine.State, number: int) -> bool:
    return state.phase == "ended" or (state.phase != "ready" and number < state.step)
