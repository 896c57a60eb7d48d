"""What turns plain values into rows, and rows into plain values."""
