"""Who is let in, who is heard, and who is not any more."""
