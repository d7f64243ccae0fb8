"""Whether a text bears a marking of secrecy. Art. 10."""
