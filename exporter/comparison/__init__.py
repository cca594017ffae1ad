"""Parity: two documents compared by the facts of meaning that a reader would notice."""
