"""From a handed-in file to a report: read, rebuild, run in isolation, ask, judge."""
