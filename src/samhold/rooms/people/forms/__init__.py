"""What was typed, read and judged."""
