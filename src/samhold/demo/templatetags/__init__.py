"""What templates ask the demo."""
