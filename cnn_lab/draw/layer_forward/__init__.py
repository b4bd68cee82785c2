"""Figures of assignment 04."""
