"""Gatherings in the calendars people already have: subscribed feeds, single files, invitations and replies by mail."""
