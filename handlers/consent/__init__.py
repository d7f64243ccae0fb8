"""A consent to one transmission. Art. 6."""
