"""What a person decided about an article, in a file beside it: read, found again in the article, applied to its model.

Apart from the readers, because it is the same for every source, and from the passes, because nothing is inferred here.
``file`` reads the file, ``units`` and ``places`` find what an answer is about, ``apply`` changes the model,
``questions`` says what is still open, ``written`` writes the file to fill in (docs/decisions.md).
"""
