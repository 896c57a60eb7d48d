"""The views: each reads the request, asks the rooms, and answers."""
