"""Who brought an arrival: a line of the journal says it already; a name without address is a person like any other."""

from terreau.people import footprint

footprint.technical("memory.arrival", "who brought it is in the journal, and is forgotten when they leave")
footprint.technical("memory.namelessauthor", "a name written in an archive, kept as the person's own name is")
