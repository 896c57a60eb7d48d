"""The meeting: agenda, minutes, decisions, actions, dates; with a person or without."""
