"""What becomes due, and who is reminded."""
