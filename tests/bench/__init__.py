"""What Terreau costs: CPU per page, queries, memory, weight. Figures, never tests."""
