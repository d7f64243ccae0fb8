"""What the record of a request says, and to whom."""
