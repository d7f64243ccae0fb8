"""What stands across the network from the bot: servers that tests talk to."""
