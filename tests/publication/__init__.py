"""Publications: several articles as one book, issue or newsletter."""
