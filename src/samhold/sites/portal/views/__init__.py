"""Views of the own page: read the request, ask the rooms, answer."""
