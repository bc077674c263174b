"""Fetching: pages, feeds and sitemaps from the web, with manners and within limits.

`addresses` and `wire` tell where we go at all, `exchange` asks once, `visiting` follows and tries again, `manners` and
`robots` keep the peace with hosts; `listings` reads feeds and sitemaps, `pages` makes articles, `settings` reads
feeds.toml, `notes` and `memory` are what is kept between two rounds, `lanes` has many hosts asked at once.
"""
