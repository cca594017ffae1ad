"""The seam to PlutoBook (package ``plutoprint``, extra ``fast``), an engine in C++: the one place that names it.

PlutoBook says nothing of what it painted for whom, so that colours say it (ink coding): each element that paints text
gets a colour of its own (``inks``), and in the content streams each colour then says whose the following text is. They
are rewritten once (``content``): the true colour back, marked content round each piece, artifacts round the rest. What
the glyphs stand for is held against the document (``letters``); what does not balance is a ``Misfit``.
"""

from exporter.writers.pdf.engines.needs import Need

CAN: frozenset[Need] = frozenset(
    [
        Need.TABLES,
        Need.PICTURES,
        Need.LONG_CODE,
        Need.PAGE_REFERENCES,
        Need.ATTACHMENT,
        Need.OTHER_SIGNS,
        Need.EMOJI,
        Need.ARTICLES,
    ]
)
"""What it is proven to set right beyond plain text (``tests/writers/test_two_engines.py``)."""
