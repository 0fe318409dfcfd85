"""How the relation weights are made: which kind of event holds between two marked parties of a sentence."""
