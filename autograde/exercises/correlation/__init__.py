"""Assignment 02: correlation and convolution."""
