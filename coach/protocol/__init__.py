"""Stage 5: what was asked, and whether it was done."""
