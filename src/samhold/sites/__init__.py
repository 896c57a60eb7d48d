"""One Django app for each audience; the audience is the security border."""
