"""The own page: what a person who gets help sees of it, and does with it."""
