"""Days and times in nynorsk."""
