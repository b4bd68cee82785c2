"""Assignment 07: pooling and its gradients."""
