"""A shop with an API, and the flaws that let each misuse of a token through."""
