"""Assignment 03: geometry."""
