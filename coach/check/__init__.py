"""Stage 5c, the book held against the movement: alignment, rules, scores, and which findings matter."""
