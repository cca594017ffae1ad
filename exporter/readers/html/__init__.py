"""HTML onto the model by one safe mapping: ``article`` reads fragments, ``page`` whole pages of any site.

Markdown, content systems and newsroom formats use the mapping too, and load no more of it than they need.
"""
