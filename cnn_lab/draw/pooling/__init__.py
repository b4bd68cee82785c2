"""Figures of assignment 07: pooling, its gradients, shifts, norms and pyramids."""
