"""Settings, figures of policy, and the words."""
