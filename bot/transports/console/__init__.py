"""The console: a terminal for training."""
