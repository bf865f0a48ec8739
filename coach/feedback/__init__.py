"""Stage 6: what to say, and when."""
