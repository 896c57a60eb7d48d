"""Samhold holds together the network around a person with substance-use and mental disorders."""
