"""Stage 5a, the book: what a protocol asks, where its files are found, and other ways through it."""
