"""Assignment 08: the rest of the network."""
