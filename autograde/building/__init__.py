"""From an author's text to recorded cases, an executed solution, a release and the wheel."""
