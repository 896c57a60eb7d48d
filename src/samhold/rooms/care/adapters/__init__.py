"""What the room reads from files."""
