"""What the operator types, and what they read."""
