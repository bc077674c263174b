"""Doors out: the record as files for other programs, a file a format."""
