"""The pages that need no log-in."""
