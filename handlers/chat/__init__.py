"""What every handler works with: a turn, its commands, what people typed."""
