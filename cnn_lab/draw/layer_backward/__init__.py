"""Figures of assignment 06."""
