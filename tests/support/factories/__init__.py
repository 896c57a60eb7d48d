"""The smallest valid row of each table."""
