"""The written confirmation. Art. 6."""
