"""Stage 7: what is kept on paper."""
