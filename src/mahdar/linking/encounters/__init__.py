"""From reports to encounters: which reports tell one, what they say together, and where they differ."""
