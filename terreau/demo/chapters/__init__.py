"""The chapters of the example's story. Each module: `ORDER`, and `tell(story)` saying what happens when."""
