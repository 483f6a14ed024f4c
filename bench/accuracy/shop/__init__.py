"""A small Django shop that logs far too much, in every format at once."""
