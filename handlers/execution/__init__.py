"""What the requested side does with a request, and how its sender answers. Art. 7, 9."""
