"""What the client sends: secrets of many forms, personal data, and much that only looks like them."""
