"""Measures the pages on many persons, and a bare reference page beside them on the same server."""
