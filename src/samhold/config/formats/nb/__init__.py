"""Days and times in bokmål."""
