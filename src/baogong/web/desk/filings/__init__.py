"""Group buys on their way to being announced: write down, fill, file, take back."""
