"""Fuzzing: what may be done with any bytes, a driver guided by coverage, and the inputs that once found a fault."""
