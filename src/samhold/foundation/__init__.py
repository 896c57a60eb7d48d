"""What every floor may use: errors, identifiers and time, in plain Python."""
