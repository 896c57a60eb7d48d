"""Questions answered from the room's tables and files."""
