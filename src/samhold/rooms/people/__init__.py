"""The person, the network around the person, and the door."""
