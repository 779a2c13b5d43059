"""What the depot prints: bag labels and crate slips."""
