"""Search over everything a viewer may see: one analysis, two engines, and the model's own rights on every hit."""
