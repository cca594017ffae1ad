"""The terms that describe how accessible a publication is, property by property.

Schema.org Accessibility Properties for Discoverability Vocabulary (W3C community group, final report of 2026-03-26, and
the terms that it has deprecated, which older books have); EPUB Accessibility 1.1, 2 and 4.
"""

from __future__ import annotations

import re


def _terms(words: str) -> frozenset[str]:
    return frozenset(words.split())


MODES = _terms("auditory tactile textual visual")

TERMS = {
    "accessMode": MODES
    | _terms("chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual textOnVisual"),
    "accessModeSufficient": MODES,
    "accessibilityFeature": _terms(
        """annotations ARIA bookmarks index printPageNumbers pageBreakMarkers pageNavigation readingOrder
        structuralNavigation tableOfContents taggedPDF alternativeText audioDescription captions closedCaptions
        describedMath longDescription openCaptions signLanguage transcript displayTransformability
        synchronizedAudioText timingControl unlocked ChemML latex latex-chemistry MathML MathML-chemistry ttsMarkup
        highContrastAudio highContrastDisplay largePrint braille tactileGraphic tactileObject fullRubyAnnotations
        horizontalWriting rubyAnnotations verticalWriting withAdditionalWordSegmentation
        withoutAdditionalWordSegmentation none unknown"""
    ),
    "accessibilityHazard": _terms(
        """flashing motionSimulation sound none noFlashingHazard noMotionSimulationHazard noSoundHazard unknown
        unknownFlashingHazard unknownMotionSimulationHazard unknownSoundHazard"""
    ),
}
"""Property → its terms. A refinement after a slash (``braille/grade2``) is allowed in books that have it."""

HAZARDS = {
    "flashing": ("flashing", "noFlashingHazard", "unknownFlashingHazard"),
    "motion": ("motionSimulation", "noMotionSimulationHazard", "unknownMotionSimulationHazard"),
    "sound": ("sound", "noSoundHazard", "unknownSoundHazard"),
}
"""Hazard → the terms that say that it is there, is not, or is not known: of each hazard only one can be true."""

CONFORMS = re.compile(
    r"EPUB Accessibility 1\.[1-9] - WCAG 2\.[0-2] Level A{1,3}"
    r"|http://www\.idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-a{1,3}"
)
"""What ``dcterms:conformsTo`` says of a book that conforms (EPUB Accessibility 1.1, 4.2; 1.0, 3.2)."""
