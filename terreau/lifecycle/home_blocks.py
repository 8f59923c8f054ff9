"""What this room brings to the home page: la coupe."""

from terreau.community.home import Look, home_block
from terreau.gathering.home_blocks import furrows

from .soil import soil_for


@home_block("cut", order=10)
def cut(look: Look):
    """La coupe, or one sentence while there is too little to draw; a furrow for each gathering ahead."""
    soil = soil_for(look.community, look.at, future=furrows(look))
    return "lifecycle/_cut.html", {"soil": soil, "sober": look.viewer.person.sober}
