"""Figures of assignment 02."""
