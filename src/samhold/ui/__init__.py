"""The look of Samhold: design tokens, template components, base pages and their gallery. Knows no room."""
