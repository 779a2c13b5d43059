"""Exports of group-buy tools: their columns confirmed once, their orders looked at and entered."""
