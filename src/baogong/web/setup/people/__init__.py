"""The people who help: roster, teams, turns, directory, activation."""
