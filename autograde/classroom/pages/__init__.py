"""Pages that show what students wrote, with its mathematics, and never run a script of theirs."""
