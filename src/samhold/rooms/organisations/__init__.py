"""Municipalities, agreements, units, memberships, places and roads."""
