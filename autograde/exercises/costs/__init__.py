"""Assignment 01: why convolution, and what dense, sparse and convolutional layers cost."""
