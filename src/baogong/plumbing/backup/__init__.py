"""Encrypted backups of a whole installation, and the way back."""
