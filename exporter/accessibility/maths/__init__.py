"""Formulas in words: ``words`` says MathML by tables of our own, ``engine`` by a program that a user has."""
