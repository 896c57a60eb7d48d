"""Mathematics and rules on plain values; runs with Django uninstalled."""
