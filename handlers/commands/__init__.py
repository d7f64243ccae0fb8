"""One file a command. Commands do not call each other; what they share stands above."""
