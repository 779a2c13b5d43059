"""Rosters: what a property company's workbook says becomes doors and households."""
