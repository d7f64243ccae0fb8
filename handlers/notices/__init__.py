"""Notices of the Secretariat, and their receipts. Art. 4, 18."""
