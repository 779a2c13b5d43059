"""What the pages of chat chains and of group-buy files do alike with the lines that were read."""
