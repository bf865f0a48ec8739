"""Stage 4: which movement it is."""
