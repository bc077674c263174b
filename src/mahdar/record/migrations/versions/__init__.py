"""One module a migration; a migration that was published is never changed."""
