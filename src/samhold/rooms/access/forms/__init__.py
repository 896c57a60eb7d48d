"""What is typed about an account."""
