"""Hostile inputs of our own: cases by rule, a runner that uses the real command line, a judge of what came out.

The rules are those of the corpus in ``../shared/hostile``. Cases are data (``cases_*.py``), the runner is
``run.py`` with its server, and ``judge.py`` holds every output to every rule, whatever its case was made for.
"""
