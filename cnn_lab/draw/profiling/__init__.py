"""Figures of assignment 10."""
