"""One installation: its files, its lock, its database, its register."""
