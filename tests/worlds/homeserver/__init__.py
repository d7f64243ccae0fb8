"""A real homeserver on the loopback, people with clients of their own, and a network between."""
