"""Processes, sockets and the wall clock."""
