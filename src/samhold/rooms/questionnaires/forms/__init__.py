"""How questions are shown, and what was typed."""
