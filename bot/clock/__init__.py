"""What time it is, also where clocks disagree."""
