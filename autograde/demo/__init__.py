"""A simulated class: honest, mistaken, damaged and hostile hand-ins, and what each must get."""
