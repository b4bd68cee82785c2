"""Exercises about real data: a patch found, a kernel learned, and a network trained."""
