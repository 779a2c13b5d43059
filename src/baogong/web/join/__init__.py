"""Neighbours who want to help: one page, without an account."""
