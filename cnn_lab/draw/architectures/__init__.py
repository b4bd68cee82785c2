"""Figures of assignment 09."""
