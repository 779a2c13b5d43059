"""Processes: who may run here, who dies with whom."""
