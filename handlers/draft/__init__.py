"""The form of Art. 6, and to whom it goes."""
