"""A network that has every kind of layer, with options that are not the usual ones."""

EVERY_KIND = [
    ("conv", 6, (3, 2), (2, 1), ((0, 1), 1), 2),
    ("lrn", 5, 1.0, 0.001, 0.5),
    ("relu",),
    ("pool", (2, 1)),
    ("avg_pool", 2, 1),
    ("sigmoid",),
    ("flatten",),
    ("dropout", 0.25),
    ("dense", 3),
]
IN_SHAPE = (4, 31, 20)
