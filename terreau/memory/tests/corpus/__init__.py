"""Odd mails of our own making."""

from . import bodies, charsets, headers

CASES = [*charsets.CASES, *headers.CASES, *bodies.CASES]
