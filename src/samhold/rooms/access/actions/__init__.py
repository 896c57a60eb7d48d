"""What is done in the room: writing the audit log."""
