"""Whatever fails: tried three times, then set aside."""
