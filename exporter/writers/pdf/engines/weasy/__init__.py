"""The seam to WeasyPrint: the one place that touches its internals, held to one major version by contract tests.

``layout`` is the way in; what goes in and comes out is ``engines.painted``'s, in which nothing of WeasyPrint's is left.
"""

from exporter.writers.pdf.engines.weasy.native import no_library_search

with no_library_search():  # before any module of this package names what is in it
    import weasyprint as weasyprint
