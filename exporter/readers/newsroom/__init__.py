"""What newsrooms exchange: ninjs, NITF, feeds, WordPress exports. Their bodies are HTML, read by the one HTML
reader.
"""
