"""The migrations of the machinery."""
