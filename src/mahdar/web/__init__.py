"""The local application."""
