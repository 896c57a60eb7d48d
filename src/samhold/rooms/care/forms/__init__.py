"""What is typed about visits and contacts."""
