"""Articles in the block formats of content management systems: JSON of many kinds, and HTML and Markdown of a few.

Each format is a small table, block type → function, that makes elements of HTML (``tree``); from there the HTML
reader's road leads to the model. Known by content (``shapes``); a publisher's own blocks are declared (``own``).
"""
