"""Each module is a noun of the room; its functions are what one can do with it."""
