"""Delivery: lease, still owed?, render, send, record."""
