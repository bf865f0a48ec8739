"""One live session: newest frame in, latest state out."""
