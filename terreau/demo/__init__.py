"""The living example community, told as a story over years. Everybody in it is invented."""

COORDINATOR = "nadia@exemple.org"
SLUG = "assurance-qualite"
DOMAIN = "exemple.org"
