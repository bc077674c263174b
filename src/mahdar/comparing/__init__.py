"""The questions: coverage, read-outs, conflicts, positions over time, timelines."""
