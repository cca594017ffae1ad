"""What a publication claims of its accessibility, and why: one truth for the writers that claim and the checks that
doubt.
"""
