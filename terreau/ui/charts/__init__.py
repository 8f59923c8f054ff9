"""Drawings made on the server, each with its table and its sentence."""
