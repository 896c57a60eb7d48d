"""Where the room meets the database's own means and the file of signed heads."""
