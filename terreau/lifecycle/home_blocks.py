"""What this room brings to the home page: la coupe."""

from terreau.community.home import Look, home_block

from .soil import soil_for


@home_block("cut", order=10)
def cut(look: Look):
    """La coupe, or one sentence while there is too little to draw."""
    return "lifecycle/_cut.html", {"soil": soil_for(look.community, look.at), "sober": look.viewer.person.sober}
