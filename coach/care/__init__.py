"""Stage 5b, the person: screening, places to leave out, limits, and the course of sessions."""
