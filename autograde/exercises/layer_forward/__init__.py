"""Assignment 04: the forward pass of the convolutional layer."""
