"""Figures of assignment 00."""
