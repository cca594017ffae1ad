"""From bytes to text a reader can use: encoding, format by content, characters that no output may hold."""
