"""The work of a record over time: add, re-read, rebuild, verify, decide."""
