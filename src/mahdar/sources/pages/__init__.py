"""A web page to an article: what it says of itself, each with where it was found, and its body."""

from mahdar.sources.pages.page import article_from_page

__all__ = ["article_from_page"]
