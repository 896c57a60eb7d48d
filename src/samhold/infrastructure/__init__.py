"""Django machinery without a word of the domain."""
