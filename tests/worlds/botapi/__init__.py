"""A Bot API server of our own on the loopback; what it says is what Telegram's says."""
