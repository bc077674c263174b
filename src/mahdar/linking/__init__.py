"""Across articles: who is the same actor, which reports tell one encounter, when it was, which text was taken from where."""
