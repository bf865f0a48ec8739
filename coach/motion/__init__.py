"""Stage 3: movement as numbers."""
