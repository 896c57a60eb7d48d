"""The pages of the workers."""
