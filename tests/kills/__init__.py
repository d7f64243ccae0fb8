"""The real bot, killed at random moments while people send, press and confirm; then the account."""
