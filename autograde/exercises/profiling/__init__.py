"""Assignment 10: profiling."""
