"""The same over Matrix: a real homeserver, encrypted rooms, people with clients of their own."""
