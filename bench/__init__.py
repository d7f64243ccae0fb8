"""Each figure that the project claims, measured beside its reference in one run."""
