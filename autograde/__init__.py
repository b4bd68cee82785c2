"""The instructor's side: exercises, building, proving, grading."""
