"""How days and times are written where Django differs: by the 24-hour clock, the day before the month."""
