"""What an estate's liaison looks at: who ordered, what is on offer, what to say in the chat."""
