"""Build what is generated: recorded cases, executed solutions, releases, the wheel."""
