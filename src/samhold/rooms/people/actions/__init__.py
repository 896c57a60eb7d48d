"""What is done with persons and with who is involved."""
