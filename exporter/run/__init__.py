"""One article's road, from bytes to proven files. The library and the command line both take it."""
