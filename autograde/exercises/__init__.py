"""The exercises, one module for each topic."""
