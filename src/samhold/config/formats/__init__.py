"""How days and times are written, where Django writes them otherwise: by the 24-hour clock, the day before the month."""
