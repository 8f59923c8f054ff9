"""The pages and acts of arrivals."""
