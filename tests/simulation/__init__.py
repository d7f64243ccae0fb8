"""The real application on a virtual clock, with seeded faults of the network and of the process."""
