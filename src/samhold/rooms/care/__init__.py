"""One person's follow-up: planned visits and contacts."""
