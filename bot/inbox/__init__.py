"""Events in: admitted, stored, handled."""
