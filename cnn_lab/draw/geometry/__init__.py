"""Figures of assignment 03."""
