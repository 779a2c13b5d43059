"""Paper that more than one audience prints: household cards and lists of doors."""
