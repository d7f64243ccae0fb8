"""A request to look at: its card, its journal, its case file, its telephones."""
