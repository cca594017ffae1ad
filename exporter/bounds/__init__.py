"""Everything that is read or written passes here: one gate, files whole or not at all, packages, safe XML, time and
memory.
"""
