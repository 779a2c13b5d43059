"""A rush over HTTP, beside bare SQL on the same machine."""
