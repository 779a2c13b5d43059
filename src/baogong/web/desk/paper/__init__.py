"""What the desk prints: order slips."""
