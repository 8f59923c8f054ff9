"""The pages and acts of the conversations."""
