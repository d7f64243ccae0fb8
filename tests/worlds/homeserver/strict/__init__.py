"""A client on matrix-js-sdk that refuses what a device sends that nobody has signed."""
