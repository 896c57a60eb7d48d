"""What several rooms say of one page, put together."""
