"""The Protocol of 23 December 2014 as pure values, tables and functions of `now`."""
