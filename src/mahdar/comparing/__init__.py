"""The questions an analyst asks of the record; every line of an answer leads to exact words.

A function a question, from a connection that reads to frozen answers. Nothing here knows how an answer is shown.
"""
