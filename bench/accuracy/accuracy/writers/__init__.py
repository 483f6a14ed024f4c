"""Logs that are not written by a server here but made from the same exchanges, in the forms that other programs give them."""
