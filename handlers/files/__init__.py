"""What may be attached, and under which name."""
