"""WeasyPrint's own work done with less effort and the same outcome: what is put in its place while we lay out.

Each function here does what WeasyPrint's of the same name does, and stands in its place only while a document of ours
is made: other users of WeasyPrint in the same process get its own. They were written beside one version; any other
lays out by its own functions, more slowly. Tests hold the files of both ways together, byte for byte.
"""
