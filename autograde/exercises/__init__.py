"""The exercises: one declarative object each."""
