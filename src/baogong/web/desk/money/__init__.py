"""Money at the desk: what doors owe, what goes back to them, and cash that is counted."""
