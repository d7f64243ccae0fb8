"""Rows to values of the Protocol and back. No rules, no words."""
