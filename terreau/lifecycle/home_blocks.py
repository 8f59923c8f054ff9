"""What this room brings to the home page: la coupe."""

from terreau.community.home import Look, home_block
from terreau.gathering.home_blocks import furrows
from terreau.ui.pieces import piece

from .soil import soil_for


@home_block("cut", order=10)
def cut(look: Look):
    """La coupe, or one sentence while there is too little to draw; a furrow for each gathering ahead."""
    ahead, sober = furrows(look), look.viewer.person.sober

    def drawn():
        soil = soil_for(look.community, look.at, future=ahead)
        return piece("ui/_cut.html", {"soil": soil, "sober": sober})

    return "lifecycle/_cut.html", {"drawn": look.shared("cut", drawn, ahead, sober)}
