"""Figures of assignment 08: activations, depth, loss, flatten, dropout and normalisation."""
