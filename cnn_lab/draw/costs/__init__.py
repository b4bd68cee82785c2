"""Figures of assignment 01."""
