"""The library's door: bytes in and out, options, one road for every document, the pool, bounds on everything."""
