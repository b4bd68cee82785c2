"""Assignment 00: the contract, checks and gradients by differences."""
