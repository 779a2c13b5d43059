"""Frozen rows that the component partials print; each partial tells its variables at its head."""
