"""Every letter that follows an act."""

from .following import answers, care, coming_in, dates, decided, gatherings, keys, sessions, signing_in

__all__ = ["answers", "care", "coming_in", "dates", "decided", "gatherings", "keys", "sessions", "signing_in"]
