"""Settings, root addresses and servers: wiring only. Nobody imports it; it is named as a string."""
