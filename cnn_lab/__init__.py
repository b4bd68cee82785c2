"""The student's bench: check an answer, ask for a hint, see the progress, draw."""
