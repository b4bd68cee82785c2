"""Figures and data of assignment 11: real digits, and what was learned from them."""
