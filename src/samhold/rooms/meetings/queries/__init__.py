"""Questions answered from the room's tables."""
