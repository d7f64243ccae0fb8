"""One file for each way to reach an officer; none knows another."""
