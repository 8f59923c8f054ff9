"""Turns counts into SVG paths. Everything printed is a number or escaped; nothing is trusted."""

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

GRAINS = Markup(
    '<defs><pattern id="{p}g1" width="14" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(-12)">'
    '<path d="M2 4c2-2 4-2 6 0c-2 2-4 2-6 0z" class="g"/><path d="M9 9.5c1.2-1.2 2.6-1.2 3.8 0c-1.2 1.2-2.6 1.2-3.8 0z"'
    ' class="g"/></pattern><pattern id="{p}g2" width="13" height="9" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(8)"><path d="M1 2.5h6M7.5 7h4.5" class="t"/></pattern><pattern id="{p}g3" width="9"'
    ' height="9" patternUnits="userSpaceOnUse"><circle cx="2" cy="2.4" r="1" class="c"/><circle cx="6.6" cy="6.6"'
    ' r=".8" class="c"/></pattern><pattern id="{p}g4" width="22" height="16" patternUnits="userSpaceOnUse"><circle'
    ' cx="4" cy="5" r="1.5" class="c"/><circle cx="14" cy="11.5" r="1" class="c"/><circle cx="18.5" cy="3.5" r=".7"'
    ' class="c"/></pattern>{paths}</defs>'
)
SVG = Markup(
    '<svg class="cut__{shape}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true" focusable="false">'
    "{body}</svg>"
)
SPROUT = Markup(
    '<g class="sprout" transform="translate({x} {y})"><path class="stem" d="M0 0V-17"/>'
    '<path class="leaf" d="M0-16C0-23 5-27 12-27C12-20 7-16 0-16zM0-9C0-14-4-18-11-18C-11-12-6-9 0-9z"/></g>'
)
SEED = Markup('<ellipse class="seed" cx="{x}" cy="{y}" rx="3.4" ry="2.4"/>')
TICK = Markup('<path class="tick" d="M{x} {y}v8"/><text class="tick-text" x="{tx}" y="{ty}">{year}</text>')


@dataclass(frozen=True)
class Frame:
    """The sheet one draws on: where history begins and ends, the floor, and the height of one person."""

    prefix: str
    width: int
    height: int
    left: int
    right: int
    floor: int
    unit: float
    top: int
    most: int


def gather(slices, most: int) -> list[tuple]:
    """At most `most` groups of neighbouring slices; each keeps its fullest moment and sums its firsts."""
    size = -(-len(slices) // most)
    groups = [slices[i : i + size] for i in range(0, len(slices), size)]
    return [(max(g, key=lambda s: s.total), sum(s.sprouts for s in g), sum(s.seeds for s in g)) for g in groups]


def curve(points: list[tuple[int, int]]) -> str:
    """A smooth line through the points, flat at each of them."""
    return "".join(f"C{(x + u) // 2} {y} {(x + u) // 2} {v} {u} {v}" for (x, y), (u, v) in pairwise(points))


class Pen:
    """Draws one soil on one sheet."""

    def __init__(self, frame: Frame, soil):
        self.frame = frame
        self.soil = soil
        self.groups = gather(soil.slices, frame.most)
        fullest = max((g[0].total for g in self.groups), default=1) or 1
        self.unit = min(frame.unit, (frame.floor - frame.top - 30) / fullest)
        step = (frame.right - frame.left) / max(len(self.groups) - 1, 1)
        self.xs = [round(frame.left + i * step) for i in range(len(self.groups))]

    def draw(self) -> Markup:
        """The whole drawing."""
        f = self.frame
        shape = "wide" if f.prefix == "w" else "narrow"
        pieces = [*self._layers(), self._future(), self._bedrock(), *self._signs(), *self._ticks()]
        return SVG.format(shape=shape, w=f.width, h=f.height, body=Markup("").join(pieces))

    def _heights(self) -> list[list[int]]:
        """For each layer from the oldest: y of its top at each group, floor first."""
        people = [0] * len(self.groups)
        lines = [[self.frame.floor] * len(self.groups)]
        for layer in reversed(self.soil.layers):
            people = [n + layer.of(g[0]) for n, g in zip(people, self.groups, strict=True)]
            lines.append([round(self.frame.floor - n * self.unit) for n in people])
        return lines

    def _edge(self, ys: list[int]) -> list[tuple[int, int]]:
        ramp = 0 if self.frame.prefix == "w" else -16
        start = (ramp and -4) or self.frame.left - 44
        return [(start, self.frame.floor), *zip(self.xs, ys, strict=True), (self.frame.right + 12, ys[-1])]

    def _layers(self):
        lines = self._heights()
        count = len(self.soil.layers)
        paths, uses = [], []
        for i in range(count):
            below, above = self._edge(lines[i]), self._edge(lines[i + 1])
            back = list(reversed(below))
            d = f"M{above[0][0]} {above[0][1]}{curve(above)}L{back[0][0]} {back[0][1]}{curve(back)}Z"
            number, name = count - i, f"{self.frame.prefix}l{count - i}"
            paths.append(Markup('<path id="{n}" d="{d}"/>').format(n=name, d=d))
            use = Markup('<use href="#{n}" class="layer s{i}"/><use href="#{n}" class="grain" fill="url(#{p}g{i})"/>')
            uses.append(use.format(n=name, i=number, p=self.frame.prefix))
        yield GRAINS.format(p=self.frame.prefix, paths=Markup("").join(paths))
        yield from uses

    def _future(self) -> Markup:
        """Bare soil after today, with a furrow for each moment already planned."""
        f = self.frame
        base = f.floor - 46 if f.prefix == "w" else f.floor - 36
        gap, rise = (84, 20) if f.prefix == "w" else (26, 14)
        first = 1568 if f.prefix == "w" else 344
        line = f"M{f.right + 12} {base}L{first - 52 if f.prefix == 'w' else first - 20} {base}"
        for i in range(min(len(self.soil.future), 3 if f.prefix == "w" else 2)):
            x = first + i * gap
            line += f"C{x - 30} {base} {x - 24} {base - rise} {x} {base - rise}S{x + 30} {base} {x + gap // 2} {base}"
        return Markup('<path class="future" d="{d}L{w} {e}V{h}H{x}Z"/>').format(
            d=line, w=f.width, e=base + 8, h=f.height, x=f.right + 12
        )

    def _bedrock(self) -> Markup:
        f = self.frame
        return Markup('<path class="bedrock" d="M0 {y}H{w}V{h}H0Z"/>').format(y=f.floor, w=f.width, h=f.height)

    def _signs(self):
        tops = self._heights()[-1]
        for x, y, (_slice, sprouts, seeds) in zip(self.xs, tops, self.groups, strict=True):
            for i in range(min(sprouts, 2 if self.frame.prefix == "w" else 1)):
                yield SPROUT.format(x=x + i * 9, y=y + 1)
            for i in range(min(seeds, 3)):
                yield SEED.format(x=x + i * 9, y=min(y + 12, self.frame.floor - 5))

    def _ticks(self):
        seen = None
        for x, (piece, _a, _b) in zip(self.xs, self.groups, strict=True):
            if piece.day.year != seen and (seen is not None or piece.day.month <= 6 or len(self.groups) < 6):
                yield TICK.format(x=x, y=self.frame.floor, tx=x + 4, ty=self.frame.floor + 22, year=piece.day.year)
            seen = piece.day.year
