"""What the course must hold, as lists that a person reads and edits, and where it holds it.

`facts.toml`, `mistakes.toml` and `syllabus.toml` are the lists; the other modules read, check and
print them.
"""
