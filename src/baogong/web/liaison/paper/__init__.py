"""What a liaison hangs up or sends as a picture."""
