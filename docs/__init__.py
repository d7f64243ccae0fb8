"""The documents, and what draws their pictures and tables from the code."""
