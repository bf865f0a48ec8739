"""What things look like: one colour, one name and one icon each, wherever they are drawn."""
