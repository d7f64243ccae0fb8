"""What tests claim of the Protocol: that a clause is carried out where the code says so."""
