"""How well the coach agrees with the truth."""
