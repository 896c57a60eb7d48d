"""What a page shows when it is put together from several rooms."""
