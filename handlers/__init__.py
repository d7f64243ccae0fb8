"""What the bot does, for any transport. No SQL, no transport, no words: texts are named by keys."""
