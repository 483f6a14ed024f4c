"""Makes real logs with values that are known, finds them again, and counts what scrim let through."""
