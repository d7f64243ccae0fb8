"""An urgent request, from its first question to its sending. Art. 6."""
