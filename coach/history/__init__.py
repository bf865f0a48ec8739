"""Stage 8: what is remembered."""
