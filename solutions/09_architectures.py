# %% [markdown]
# # 09 · Architectures
#
# **What you'll do**
# - You follow the shape of an image through whole networks, first by hand.
# - You write a function that does it for any list of layers. <!-- about="trace_shapes" -->
# - You find out why a network on a slide cannot be built as drawn.
# - You count AlexNet: parameters, neurons, multiplications. <!-- about="alexnet_summary" -->
# - You audit a famous number. <!-- about="connections_audit" -->
#
# **What you'll learn**
# - how convolutions, pools, flatten and dense layers fit together, and where dropout stands;
# - what ties a network to one size of image, and what frees it;
# - to name the convention before you compare two counts;
# - what is known about depth and the number of parameters, and what is not.
#
# **What you need.** The rule for sizes (03), parameters of a layer (04), pools (07), and the layers
# of assignment 08. What is used of them is said again. This notebook stands alone.
# Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Write the
# prediction down before you run the cell. Each check names the mistake that it recognises ("at
# least" if it explains most of what is wrong, "in this case" if it explains less); `hint(f, 1)`
# shows a first hint on the function `f`. The decks that we quote go by short names: TU/e, CUHK,
# CS231n deck, Bonn.

# %% setup=true
# setup

# %% [markdown]
# ## 1. A network is a list
#
# TU/e's slide "Typical CNN architecture" has five words: input, convolutions, flatten, MLP, output.
# An MLP (multi-layer perceptron) is a stack of dense layers. The deck's last network is of that
# kind. Read from the input on:
#
# > Input Layer · 8 x Conv (5x5) · ReLU · MaxPool (2x2) · 16 x Conv (5x5) · ReLU · MaxPool (2x2) ·
# > Flatten · 10 x Fully Connected · 10 x Softmax
#
# In code a network is a list with a tuple for each layer:
#
# | tuple | what it does to a shape |
# |---|---|
# | `("conv", O, K, stride, padding, groups)` | (C, H, W) becomes (O, OH, OW) |
# | `("pool", K, stride)` | (C, H, W) becomes (C, OH, OW) |
# | `("relu",)`, `("dropout", p)` | nothing |
# | `("flatten",)` | (C, H, W) becomes (C·H·W,), a row of numbers |
# | `("dense", O)` | (F,) becomes (O,) |
#
# Kernels and windows are square, K×K. For each side, with $W$ for the side before and $o$ behind
# (assignment 03; a pool has no padding, $P = 0$, and its window is $F = K$):
#
# $$o = \left\lfloor \frac{W - F + 2P}{S} \right\rfloor + 1$$
#
# Layers round down. The batch is left out of all shapes. Softmax turns ten numbers into ten
# probabilities; it has nothing to learn, and belongs to the loss (assignment 08), so we leave it
# out.

# %%
tue_8_16 = [("conv", 8, 5, 1, 0, 1), ("relu",), ("pool", 2, 2)]
tue_8_16 += [("conv", 16, 5, 1, 0, 1), ("relu",), ("pool", 2, 2)]
tue_8_16 += [("flatten",), ("dense", 10)]

# %% [markdown]
# The slide says nothing about the size of the input, its channels, stride or padding. **We assume**
# a grey image of 28×28 pixels, as in the well-known collection of handwritten digits, stride 1, and
# no padding.
#
# **Predict.** Write down the shape behind each of the eight layers, starting from (1, 28, 28). How
# many numbers does flatten hand on?

# %%
draw.first_staircase()

# %% [markdown]
# 28 → 24 → 12 → 8 → 4, and 16 · 4 · 4 = 256 numbers for the dense layer. The stairs go down in
# height, and the number of channels goes up: places are traded for kinds of features.

# %% [markdown] about="trace_shapes"
# ### Write it: `trace_shapes`
#
# A kernel or window that is larger than its side, padding included, fits nowhere: raise a
# `ValueError`. Anything else is rounded down.


# %% exercise="trace_shapes"
def trace_shapes(layers, in_shape):
    """Find the shape that each layer of a network returns.

    Parameters
    ----------
    layers : list of tuple
        As in the table above, first layer first; at least one.
    in_shape : tuple of int
        (C, H, W) of one image, or (F,) of a row of numbers.

    Returns
    -------
    list of tuple of int
        One shape for each layer, in order, without the batch and without the input.

    Raises
    ------
    ValueError
        If a kernel or window is larger than a side of its padded input.

    Examples
    --------
    >>> trace_shapes([("conv", 6, 5, 1, 0, 1), ("pool", 2, 2), ("flatten",)], (3, 32, 30))
    [(6, 28, 26), (6, 14, 13), (1092,)]
    """
    ### BEGIN SOLUTION

    def behind(sides, kernel, stride, padding):
        if min(sides) + 2 * padding < kernel:
            raise ValueError(f"a kernel of {kernel} with padding {padding} does not fit on {sides}")
        return tuple((side - kernel + 2 * padding) // stride + 1 for side in sides)

    shapes, shape = [], tuple(in_shape)
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel, stride, padding, _ = numbers
            shape = (filters, *behind(shape[1:], kernel, stride, padding))
        elif kind == "pool":
            shape = (shape[0], *behind(shape[1:], *numbers, 0))
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        elif kind == "dense":
            shape = (numbers[0],)
        shapes.append(shape)
    return shapes
    ### END SOLUTION


# %% [markdown]
# ## 2. Spot the bug: three pools
#
# Most of TU/e's drawings show another network. Three times the same group of layers, then an MLP:
#
# > Input Layer · 6 x Conv (5x5) · MaxPool (2x2) · ReLU · 12 x Conv (5x5) · MaxPool (2x2) · ReLU ·
# > 12 x Conv (5x5) · MaxPool (2x2) · ReLU · 256 x Fully Connected · 10 x Softmax
#
# **Predict.** Build it for 28×28 pixels, without padding, by hand. How far do you get? What would
# you change?


# %%
def tue_6_12_12(padding):
    layers = []
    for filters in (6, 12, 12):
        layers += [("conv", filters, 5, 1, padding, 1), ("pool", 2, 2), ("relu",)]
    return [*layers, ("flatten",), ("dense", 256), ("relu",), ("dense", 10)]


# %% about="trace_shapes"
draw.staircase(trace_shapes, tue_6_12_12(0), (1, 28, 28), "TU/e, no padding, by your trace_shapes")

# %% [markdown]
# 28 → 24 → 12 → 8 → 4, and there is no place for the third kernel of 5×5 on 4×4 pixels.
#
# <details><summary>Compare: what can be changed?</summary>
#
# - **Padding.** With P = 2 the convolutions keep the size: 28 → 28 → 14 → 14 → 7 → 7 → 3, where
#   the last pool rounds 3.5 down. Flatten hands on 12 · 3 · 3 = 108 numbers.
# - **A larger input.** 28×28 is our assumption. Without padding, 36×36 is the smallest square image
#   that goes through: 36 → 32 → 16 → 12 → 6 → 2 → 1. So as a drawing without sizes the slide is not
#   wrong; it lacks what one needs to build it.
# - **Fewer pools.** One of the deck's own variants has a single pool, before the third convolution,
#   and fits without padding: 28 → 24 → 20 → 10 → 6.
#
# And the network with 8 and 16 filters, two pools: it builds as drawn.
#
# </details>

# %% about="trace_shapes"
draw.staircase(trace_shapes, tue_6_12_12(2), (1, 28, 28), "TU/e, padding 2, by your trace_shapes")

# %% [markdown]
# ### Where flatten and dropout stand
#
# Convolutions and pools need rows and columns, dense layers need a row of numbers. **Flatten** is
# the door between the two, so there is one. Some of the drawings leave it out; it is needed all the
# same.
#
# **Dropout** (assignment 08) may stand anywhere, since it keeps the shape. The variant with one
# pool has two of them at the end, between the last convolution and the softmax (their exact places
# cannot be read from our copy of the slide). Why there?
#
# **Predict.** Take that variant with a dense layer of 256: the last maps are 12×6×6, flattened to
# 432. How many parameters have its three convolutions (6, 12 and 12 filters of 5×5, one channel in
# the image) together? And the dense layer of 256?
#
# <details><summary>Compare</summary>
#
# - convolutions: 6·(1·25 + 1) + 12·(6·25 + 1) + 12·(12·25 + 1) = 156 + 1812 + 3612 = **5580**
# - dense: 256·(432 + 1) = **110,848**; the output layer has 10·(256 + 1) = 2570 more
#
# Of 118,998 parameters, 95 % are dense. Dropout is there to keep parameters from learning the
# training images by heart, and that is where they are. AlexNet has it in the same place, around
# its first two dense layers.
#
# </details>

# %% [markdown]
# ## 3. AlexNet
#
# "Example Classification Architectures: AlexNet", says CUHK, and lists CONV1, MAX POOL1, NORM1,
# CONV2, MAX POOL2, NORM2, CONV3, CONV4, CONV5, Max POOL3, FC6, FC7, FC8. With the numbers of the
# paper (Krizhevsky, Sutskever and Hinton, 2012):
#
# | layer | design | groups |
# |---|---|---|
# | CONV1 | 96 filters of 11×11, stride 4, no padding | |
# | MAX POOL1, NORM1 | 3×3, stride 2 | |
# | CONV2 | 256 filters of 5×5, padding 2 | 2 |
# | MAX POOL2, NORM2 | 3×3, stride 2 | |
# | CONV3 | 384 filters of 3×3, padding 1 | |
# | CONV4 | 384 filters of 3×3, padding 1 | 2 |
# | CONV5 | 256 filters of 3×3, padding 1 | 2 |
# | Max POOL3 | 3×3, stride 2 | |
# | FC6, FC7 | dense, 4096 outputs each | |
# | FC8 | dense, 1000 outputs | |
#
# Behind each convolution and behind FC6 and FC7 stands a ReLU. NORM is local response normalisation
# (08); the paper has it *before* the pool, the deck behind it. No shape and no parameter depends on
# that, and NORM has none.
#
# **Groups.** The network was too large for the memory of one graphics card of 2012, so it was
# split over two. With two groups half of the filters see the first half of the channels, the other
# half sees the second. Only CONV3 and the dense layers look across.
#
# **The input.** The paper says 224×224. But (224 − 11)/4 + 1 = 54.25 does not fit, and no equal
# padding mends it: 213 + 2P is odd for every P, and 4 divides even numbers only (assignment 03).
# 227 gives (227 − 11)/4 + 1 = 55, the size that the paper names. So people build it with 227.
#
# **Predict.** Follow 227 pixels down to Max POOL3. How many numbers go into FC6?

# %%
draw.alexnet_blocks()

# %% [markdown]
# 227 → 55 → 27 → 27 → 13 → 13 → 13 → 13 → 6, so 256 · 6 · 6 = 9216 numbers. One pixel of the last
# map sees 195 of the image's 227 pixels, and its neighbour begins 32 pixels further on (assignment
# 03).
#
# **How deep is that?** The CS231n deck says "Deep: 7 Hidden Layer", "5 CONV LAYER + 2 FC LAYER".
# The list above has eight layers with weights. Both are right: FC8 is the output, the other seven
# are hidden. Pools and NORM have no weights, and do not count here.
#
# ### How do the numbers of one layer come about?
#
# **Predict.** CONV2 has two groups. How many weights has one of its 256 filters? How many
# multiplications does the whole layer need for one image? One multiplication, with the addition
# that follows it, is a **MAC** (multiply-accumulate). Then choose the layer below.

# %%
draw.layer_sums()

# %% [markdown]
# A filter sees 96/2 = 48 channels, so it has 48 · 5 · 5 = 1200 weights and a bias. It is used at
# 27 · 27 places, and there are 256 filters: 186,624 outputs of 1200 products each are 223,948,800
# MACs. Choose FC6, too: of all the layers it has by far the most parameters, and yet fewer MACs
# than any of the convolutions.

# %% [markdown] about="alexnet_summary"
# ### Write it: `alexnet_summary`
#
# Count the whole network, for any size of image, number of groups (in CONV2, CONV4 and CONV5) and
# number of classes. You may call your `trace_shapes`. Three conventions hold, and other people
# choose others:
#
# - **parameters**: weights and biases;
# - **neurons**: outputs of convolutions and of dense layers, the classes included; pools and the
#   pixels of the image are none;
# - **MACs**: products of a weight and an input, those at the padding included; biases, pools, NORM
#   and ReLU count 0.


# %% exercise="alexnet_summary"
def alexnet_summary(size, groups, classes):
    """Count AlexNet's parameters, neurons and multiply-accumulates.

    Parameters
    ----------
    size : int
        Height and width of the image, in pixels, at least 67; layers round down.
    groups : int
        In convolutions 2, 4 and 5; 1 does not split them. Divides 96 and 256.
    classes : int
        Outputs of the last layer.

    Returns
    -------
    tuple of three int
        (parameters, neurons, macs) for one image.
    """
    ### BEGIN SOLUTION
    pool = ("pool", 3, 2)
    layers = [("conv", 96, 11, 4, 0, 1), pool, ("conv", 256, 5, 1, 2, groups), pool]
    layers += [("conv", 384, 3, 1, 1, 1), ("conv", 384, 3, 1, 1, groups)]
    layers += [("conv", 256, 3, 1, 1, groups), pool, ("flatten",)]
    layers += [("dense", 4096), ("dense", 4096), ("dense", classes)]
    parameters = neurons = macs = 0
    shape = (3, size, size)
    for layer, after in zip(layers, trace_shapes(layers, shape), strict=True):
        weights = 0
        if layer[0] == "conv":
            weights = shape[0] // layer[5] * layer[2] ** 2
        elif layer[0] == "dense":
            weights = shape[0]
        if weights:
            parameters += after[0] * (weights + 1)
            neurons += int(np.prod(after))
            macs += int(np.prod(after)) * weights
        shape = after
    return parameters, neurons, macs
    ### END SOLUTION


# %% [markdown] about="alexnet_summary"
# ### Next to the deck
#
# The CS231n deck gives three numbers: 650,000 neurons, 60,000,000 parameters, 630,000,000
# connections.
#
# **Predict.** Which of them will come out, roughly? Does the number of groups matter for the
# neurons?

# %% about="alexnet_summary"
draw.audit(alexnet_summary)

# %% [markdown] about="alexnet_summary"
# With 227 pixels and two groups: 60,965,224 parameters and 659,272 neurons, each within 2 % of the
# deck. Groups change what a filter sees, not how many outputs there are, so the neurons stay. The
# third panel is another matter.

# %% [markdown] about="connections_audit"
# ### An audit: 630 million connections
#
# The deck does not say what a connection is, nor for which size of image it counted. Audit the
# number, as somebody who has to sign for it:
#
# 1. **The count.** Say what you take a connection to be, and what you assume. Show the calculation
#    for one layer, and give the totals for at least two sets of assumptions.
# 2. **The verdict.** How far is each total from 630 million? What do you conclude, and what not?
#
# Each part earns a point. There is no number that you have to find: the point is in saying what was
# counted, and in claiming no more than that shows. You may take numbers from your own function, or
# from the figure of sums: the dense layers alone have 37,748,736 + 16,777,216 + 4,096,000 MACs with
# 227 pixels.

# %% [markdown] written="connections_audit"
# ### BEGIN SOLUTION
# 1. A connection is a product of a weight and an input, so connections are MACs. CONV2 with two
#    groups and 227 pixels: 256 · 27 · 27 outputs of 48 · 5 · 5 products, 223,948,800.
#    227 pixels, two groups: 665,784,864 in the convolutions, 724,406,816 in all. 227 pixels, no
#    groups: 1,135,256,096 in all. 224 pixels (rounded down to 54), two groups: 595,938,432 in the
#    convolutions, 643,026,048 in all.
# 2. Compared with 630 million: 5.7 % more, 15.0 % more, 80.2 % more, 5.4 % less, 2.1 % more. The
#    nearest is 224 pixels, all layers, but it would be written as 640 million, and I would be
#    choosing the assumption by its result. So the deck's number is neither confirmed nor refuted:
#    it stays open until somebody says what was counted.
# ### END SOLUTION

# %% [markdown]
# ## 4. Images of other sizes
#
# CUHK lists "Handling inputs of varying size" among the reasons for pooling. A filter does not mind
# how large the image is: it has the same weights everywhere.
#
# **Predict.** Send images of 195, 227, 259 and 291 pixels through AlexNet's convolutions and pools.
# Each is 32 larger than the one before, and the strides multiply to 32. What happens to the last
# map? And what stops the network all the same?

# %%
alexnet_maps = [
    ("conv", 96, 11, 4, 0, 1),
    ("pool", 3, 2),
    ("conv", 256, 5, 1, 2, 2),
    ("pool", 3, 2),
]
alexnet_maps += [("conv", 384, 3, 1, 1, 1), ("conv", 384, 3, 1, 1, 2), ("conv", 256, 3, 1, 1, 2)]
alexnet_maps += [("pool", 3, 2)]

# %% about="trace_shapes"
draw.varying(trace_shapes, alexnet_maps, (195, 227, 259, 291), bins=21)

# %% [markdown]
# The last map grows by one pixel at a time, 5, 6, 7, 8, and everything up to there works. Then the
# dense layer breaks it: FC6 has weights for exactly 9216 inputs, and gets 6400 or 16,384.
#
# Pooling mends it where the windows follow the map. Spatial pyramid pooling (07; CUHK credits
# Kaiming He) keeps 1 + 4 + 16 = 21 numbers of each channel, whatever the size of the map: 256 · 21
# = 5376. A dense layer behind it has to be learned for 5376 inputs once, and then takes them all.

# %% [markdown]
# ## 5. Deeper, or just larger?
#
# Bonn's last slide quotes the book of Goodfellow, Bengio and Courville:
#
# > Effect of number of parameters. Deeper models tend to perform better. This is not merely because
# > the model is larger. This experiment from Goodfellow et al. (2014d) shows that increasing the
# > number of parameters in layers of convolutional networks without increasing their depth is not
# > nearly as effective at increasing test set performance, as illustrated in this figure.
#
# Read it closely. It reports one experiment, on test performance, and says "tend to". To tell depth
# from size, one has to vary one of them and hold the other, so the parameters must be counted.
#
# **Predict.** Three convolutions of 3×3 on top of each other see 7×7 pixels (receptive field:
# 1 + 2 + 2 + 2), as much as a single one of 7×7. All have 64 filters on 64 channels. Which way has
# more parameters, and how many times as many?


# %%
def count_parameters(O, C, KH, KW):
    """Weights and biases of a convolution, as in assignment 04."""
    return O * (C * KH * KW + 1)


deep = 3 * count_parameters(64, 64, 3, 3)
shallow = count_parameters(64, 64, 7, 7)
draw.counts({"three of 3×3": deep, "one of 7×7": shallow}, "parameters", "The same view of 7×7")

# %% [markdown]
# 110,784 against 200,768: the deep way has 45 % fewer parameters, and three ReLUs in place of one.
# So deeper is not the same as larger; here it is even smaller. Whether it also *performs* better is
# not a matter of counting. It takes an experiment: for example several networks of equal size and
# different depth, each trained more than once, compared on images that none of them has seen. The
# quotation reports a comparison on a test set, but not how often each network was trained. We have
# not repeated it, so we take it as a report.

# %% [markdown]
# ## What you have seen
#
# - A network is a list of layers; shapes can be followed without a single pixel.
# - Convolutions and pools, flatten, dense layers: places are traded for channels, then for classes.
# - A drawing without sizes is not yet a network: TU/e's three pools need padding or a larger image.
# - Dropout stands where the parameters are.
# - AlexNet counted: 60,965,224 parameters, 659,272 neurons. <!-- about="alexnet_summary" -->
# - A count means something only together with what was counted. <!-- about="connections_audit" -->
# - Convolutions take images of any size that is not too small; dense layers tie a network to one.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** Parameters are here, MACs are there: AlexNet's dense layers have nearly all of the one,
# its convolutions nearly all of the other. Assignment **10, Profiling,** takes networks apart layer
# by layer, and asks how long they take.
