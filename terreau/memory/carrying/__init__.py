"""Carrying an arrival: a little at a time, by one worker at a time, taken up again after any stop."""
