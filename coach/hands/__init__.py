"""Stage 2: landmarks, and which hand is which."""
