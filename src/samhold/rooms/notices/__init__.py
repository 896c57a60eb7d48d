"""A worker's inbox, and content-free e-mail and SMS."""
