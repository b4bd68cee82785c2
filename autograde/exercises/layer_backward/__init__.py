"""Assignment 06: the backward pass of a convolutional layer."""
