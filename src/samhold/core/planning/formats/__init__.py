"""Reads and writes instances, solutions and plans as files."""
