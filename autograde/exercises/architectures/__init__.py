"""Assignment 09: architectures."""
