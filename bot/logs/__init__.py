"""The log: events with ids."""
