"""When an encounter was: ranges of days, the constraints between them, and the chain of reasons."""
