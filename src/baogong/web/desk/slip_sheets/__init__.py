"""Order slips on paper: printed by building, typed back in a grid or read from photos."""
