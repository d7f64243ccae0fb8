"""Words for people: the texts, one message, the operator's language."""
