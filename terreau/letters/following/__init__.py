"""Which act is followed by which letter, room by room. Each module holds the followers and what their letters say."""
