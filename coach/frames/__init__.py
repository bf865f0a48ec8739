"""Stage 1: pixels with a time."""
