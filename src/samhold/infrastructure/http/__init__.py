"""What every request and answer gets: limits on sessions, headers, the language."""
