"""Across articles: same actors, reports of one encounter, its date, and which text was taken from where."""
