"""Turns counts into SVG paths. Everything printed is a number or escaped; nothing is trusted."""

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from terreau.ui import dates

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
SHOOTS = (18, 22, 26)  # heights of the three shapes a sprout may take
SHOOT = Markup(
    '<g id="{n}" class="shoot"><path class="stem" d="M0 2C{b} {m} {c} {k} 0-{h}"/>'
    '<path class="leaf" d="M0-{h}c{s}1-5 {s}6-7 {s}10-6c{r}1 5 {r}5 7 {r}10 6z"/>'
    '<path class="leaf" d="M0-{l}c{r}1-4 {r}5-6 {r}8.5-5c{s}1 4 {s}4 6 {s}8.5 5z"/></g>'
)
SPROUT = Markup('<use href="#{p}p{i}" class="sprout" x="{x}" y="{y}"/>')
SEED = Markup('<circle class="seed" cx="{x}" cy="{y}" r="3.4"/>')
TICK = Markup(
    '<path class="tick" d="M{x} {y}v8"/><text class="tick-text" x="{x}" y="{ty}" text-anchor="{a}">{said}</text>'
)


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


def shoot(name: str, height: int, left: int) -> Markup:
    """One shape of sprout: a stem and two leaves, leaning to the right or to the left."""
    bend = -1.5 if left else 1.5
    return SHOOT.format(
        n=name,
        h=height,
        b=bend,
        m=round(-height * 0.4, 1),
        c=bend / -1.5,
        k=round(-height * 0.7, 1),
        l=round(height * 0.72, 1),
        s="-" if left else "",
        r="" if left else "-",
    )


def ground(tops: list[tuple[int, int]], x: int) -> int:
    """How high the soil is at `x`, between the two moments around it."""
    for (a, y), (b, v) in pairwise(tops):
        if a <= x <= b:
            part = (x - a) / max(b - a, 1)
            return round(y + (v - y) * part * part * (3 - 2 * part))
    return tops[0][1] if x < tops[0][0] else tops[-1][1]


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

    @property
    def is_wide(self) -> bool:
        """Whether this is the sheet for a wide screen."""
        return self.frame.prefix == "w"

    def draw(self) -> Markup:
        """The whole drawing."""
        f = self.frame
        shape = "wide" if self.is_wide else "narrow"
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
        start = self.frame.left - 44 if self.is_wide else -4
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
        shoots = [shoot(f"{self.frame.prefix}p{i}", height, i % 2) for i, height in enumerate(SHOOTS)]
        yield GRAINS.format(p=self.frame.prefix, paths=Markup("").join(paths + shoots))
        yield from uses

    def _furrows(self) -> list[int]:
        """Where the next planned moments are ploughed."""
        first, gap, most = (1568, 84, 3) if self.is_wide else (344, 30, 1)
        return [first + i * gap for i in range(min(len(self.soil.future), most))]

    def _future(self) -> Markup:
        """Bare soil after today, with a furrow for each moment already planned."""
        f = self.frame
        base, rise, half = (f.floor - 46, 20, 42) if self.is_wide else (f.floor - 38, 16, 24)
        line = f"M{f.right + 12} {base}"
        for x in self._furrows():
            line += f"L{x - half} {base}C{x - half * 4 // 7} {base} {x - half * 4 // 7} {base - rise} {x} {base - rise}"
            line += f"S{x + half * 4 // 7} {base} {x + half} {base}"
        end = (
            f"L{f.width} {base + 8}V{f.height}H{f.right + 12}Z"
            if self.is_wide
            else f"H{f.width}V{f.height}H{f.right + 12}Z"
        )
        drawn = Markup('<path class="future" d="{d}"/><path class="grain" fill="url(#{p}g4)" d="{d}"/>')
        return drawn.format(d=line + end, p=f.prefix)

    def _bedrock(self) -> Markup:
        f = self.frame
        edge = (
            f"M0 {f.floor - 6}C200 {f.floor - 12} 400 {f.floor - 3} {f.left - 44} {f.floor}"
            if self.is_wide
            else f"M0 {f.floor}"
        )
        return Markup('<path class="bedrock" d="{d}H{w}V{h}H0Z"/>').format(d=edge, w=f.width, h=f.height)

    def _signs(self):
        tops = list(zip(self.xs, self._heights()[-1], strict=True))
        drawn = 0
        for (x, y), (_slice, sprouts, seeds) in zip(tops, self.groups, strict=True):
            for i in range(min(sprouts, 3 if self.is_wide else 2)):
                at = min(x + (0, 13, -13)[i], self.frame.right)
                yield SPROUT.format(p=self.frame.prefix, i=drawn % len(SHOOTS), x=at, y=ground(tops, at))
                drawn += 1
            for i in range(min(seeds, 3)):
                yield SEED.format(x=x + i * 9, y=min(y + 12, self.frame.floor - 5))

    def _ticks(self):
        f = self.frame
        marks = self._past_marks() + list(zip(self._furrows(), map(dates.day_month, self.soil.future), strict=False))
        for x, said in marks:
            anchor = "middle"
            if not self.is_wide and x in (self.xs[0], self.xs[-1]):
                anchor = "start" if x == self.xs[0] else "end"
            yield TICK.format(x=x, y=f.floor + 1, ty=f.floor + 25, a=anchor, said=said)

    def _past_marks(self) -> list[tuple[int, str]]:
        """The first moment, one a year where there is room, and the last."""
        room = 100 if self.is_wide else 400
        last = self.xs[-1]
        kept = [0]
        for i, (x, group) in enumerate(zip(self.xs, self.groups, strict=True)):
            then = self.groups[kept[-1]][0].day
            if (group[0].day - then).days >= 360 and x - self.xs[kept[-1]] >= room and last - x >= room:
                kept.append(i)
        if len(self.xs) > 1:
            kept.append(len(self.xs) - 1)
        return [(self.xs[i], dates.short_month(self.groups[i][0].day)) for i in kept]
