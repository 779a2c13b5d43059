"""What a grid leader looks at on a phone."""
