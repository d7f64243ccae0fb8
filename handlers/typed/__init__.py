"""What typed words mean, and files beside them."""
