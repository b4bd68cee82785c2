"""Assignment 05: windows as columns, and convolution as a linear map."""
