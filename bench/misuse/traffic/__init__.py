"""Clients of the shop: honest ones, and one for each misuse."""
