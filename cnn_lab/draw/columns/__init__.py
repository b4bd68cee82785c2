"""Figures of assignment 05."""
