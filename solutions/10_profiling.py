# %% [markdown]
# # 10 · Profiling
#
# **What you'll do**
# - You count the multiplications of one layer. <!-- about="layer_macs" -->
# - You take networks apart, layer by layer, and print them in colours. <!-- about="profile" -->
# - You see where a network keeps its parameters, and where it does its work.
# - You work out how long three designs take at one step per cycle. <!-- about="ideal_time" -->
# - You audit a slide. <!-- about="macs_audit" -->
#
# **What you'll learn**
# - what a multiply-accumulate is, and what such a count leaves out;
# - what stride, pools, groups and 1×1 convolutions save, and where;
# - that parameters and work live in different layers;
# - why a clock and a count do not agree.
#
# **What you need.** Lists of layers and their shapes (09); parameters of a layer (04). The function
# of 09 is given. This notebook stands alone. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Write the
# prediction down before you run the cell. Each check names the mistake that it recognises ("at
# least" if it explains most of what is wrong, "in this case" if it explains less); `hint(f, 1)`
# shows a first hint on the function `f`. The deck that we quote most is Canziani's, from 2016.

# %% setup=true
# setup

# %% [markdown]
# ## 1. The work of one layer
#
# Convolutions and dense layers do one thing over and over: they multiply a weight with an input and
# add the product to a sum. One such step is a **multiply-accumulate**, a **MAC**. Canziani's slides
# count them for three networks, and divide by the speed of a processor.
#
# A layer is a tuple, as in assignment 09: `("conv", O, K, stride, padding, groups)`,
# `("pool", K, stride)`, `("dense", O)`, and `("relu",)`, `("flatten",)`, `("dropout", p)`. Kernels
# are square, K×K. The shape of what goes in is (C, H, W), or (F,) for a row of numbers. Layers
# round down:
#
# $$OH = \left\lfloor \frac{H - K + 2P}{S} \right\rfloor + 1$$
#
# **Predict.** Canziani's photo is 3×256×256. The first layer has six filters of 5×5, stride 1; we
# assume a padding of 2. How many outputs has the layer? How many MACs go into one of them? And how
# many are there in all?
#
# <details><summary>Compare</summary>
#
# - outputs: 6 · 256 · 256 = 393,216
# - each takes one MAC for every weight of its filter: 3 · 5 · 5 = 75
# - together 393,216 · 75 = **29,491,200**
#
# If such a layer were dense, every output would look at all 196,608 inputs, and not at 75.
#
# </details>
#
# **Groups.** With $g$ groups a filter sees only the $C/g$ channels of its own group. So one output
# takes $(C/g) \cdot K^2$ MACs, and one output of a dense layer takes $F$:
#
# $$\mathrm{MACs}_{\mathrm{conv}} = (O \cdot OH \cdot OW) \cdot \frac{C}{g} \cdot K^2 \qquad
# \mathrm{MACs}_{\mathrm{dense}} = O \cdot F$$
#
# Both are outputs times the products of one output.
#
# **What is not counted** here: biases, pools, ReLU, dropout. They are 0. Products with the zeros of
# the padding do count. Other tools count other things: FLOPs take the multiplication and the
# addition apart, which gives about twice as much, and some add the biases. Before you compare two
# counts, find out what was counted.

# %% [markdown] about="layer_macs"
# ### Write it: `layer_macs`
#
# As in assignment 09, a kernel or window that is larger than a side of its padded input raises a
# `ValueError`, in a pool as well.


# %% exercise="layer_macs"
def layer_macs(layer, in_shape):
    """Count the multiply-accumulates of one layer, for one image.

    Parameters
    ----------
    layer : tuple
        Such as ("conv", 6, 5, 1, 2, 1); all its numbers are given.
    in_shape : tuple of int
        (C, H, W) of one image, or (F,) of a row of numbers.

    Returns
    -------
    int
        0 for layers that are neither convolutions nor dense.

    Raises
    ------
    ValueError
        If a kernel or window is larger than a side of its padded input.

    Examples
    --------
    >>> layer_macs(("conv", 6, 5, 1, 2, 1), (3, 256, 256))
    29491200
    >>> layer_macs(("pool", 2, 2), (6, 28, 28))
    0
    """
    ### BEGIN SOLUTION
    kind, *numbers = layer
    if kind == "dense":
        return numbers[0] * in_shape[0]
    if kind not in ("conv", "pool"):
        return 0
    kernel = numbers[1] if kind == "conv" else numbers[0]
    padding = numbers[3] if kind == "conv" else 0
    C, H, W = in_shape
    if kernel > min(H, W) + 2 * padding:
        raise ValueError(f"a window of {kernel} does not fit on {H} by {W}, padding {padding}")
    if kind == "pool":
        return 0
    filters, _, stride, _, groups = numbers
    OH = (H - kernel + 2 * padding) // stride + 1
    OW = (W - kernel + 2 * padding) // stride + 1
    return filters * OH * OW * (C // groups) * kernel**2
    ### END SOLUTION


# %% [markdown] about="layer_macs"
# ### Cheaper layers between the same shapes
#
# From 64×32×32 to 64×32×32 there are many ways. A **1×1 convolution** looks at one pixel and mixes
# its channels. With as many **groups** as channels, each filter sees a single channel and mixes
# nothing (*depthwise*).
#
# **Predict.** By which factor are these cheaper than 64 filters of 3×3: two groups, a 1×1
# convolution, 64 groups? What would 64 groups of 3×3 *followed* by a 1×1 convolution cost?

# %% about="layer_macs"
volume = (64, 32, 32)
cheaper = {
    "3×3": (("conv", 64, 3, 1, 1, 1), volume),
    "3×3, 2 groups": (("conv", 64, 3, 1, 1, 2), volume),
    "1×1": (("conv", 64, 1, 1, 0, 1), volume),
    "3×3, 64 groups": (("conv", 64, 3, 1, 1, 64), volume),
}
draw.work(layer_macs, cheaper, "64×32×32 to 64×32×32, by your layer_macs")

# %% [markdown] about="layer_macs"
# The factors are 2, 9 and 64. Depthwise and then 1×1 takes 589,824 + 4,194,304 = 4,784,128 MACs, an
# eighth of the first bar: one layer looks at places, the other mixes channels. It is not the same
# layer any more, only one between the same shapes.

# %% [markdown]
# ## 2. A network, layer by layer
#
# Here are the three designs of Canziani's slides "Rationale (II)" to "(IV)", as lists of layers.


# %%
n = 3 * 256 * 256
relu, pool, flatten, classes = ("relu",), ("pool", 2, 2), ("flatten",), ("dense", 1000)
keep = ("conv", 6, 5, 1, 2, 1)
dense_net = [flatten, *[("dense", 2 * n), relu] * 3, classes]
conv_net = [*[keep, relu] * 3, flatten, classes]
pool_net = [("conv", 6, 5, 2, 2, 1), relu, *[keep, relu, pool] * 2, flatten, classes]

# %% [markdown]
# 1. **Dense**: n = 3·256·256 = 196,608 inputs, three layers of 2n, then K classes.
# 2. **Convolutions**: three layers of six filters of 5×5, then dense.
# 3. **Stride and pools**: the first convolution has stride 2, and a 2×2 pool stands behind each of
#    the other two.
#
# (K is the slide's letter for the number of classes; in a tuple it is the side of a kernel.)
# The slides leave some things open. We assume 1000 classes, a padding of 2, and ReLU; and where the
# pools stand is our reading. The stride does not fit evenly, (256 − 5 + 4)/2 + 1 = 128.5, and is
# rounded down to 128.
#
# **Predict.** How many MACs has the dense network, in terms of n and K?
#
# <details><summary>Compare</summary>
#
# n · 2n + 2n · 2n + 2n · 2n + 2n · K = 10n² + 2nK = 386,547,056,640 + 393,216,000 =
# **386,940,272,640**. The slide rounds to 390 G.
#
# </details>

# %% [markdown] about="profile"
# ### Write it: `profile`
#
# One row for each layer, three columns: parameters (weights and biases), MACs, and elements of the
# output (how many numbers the layer returns). To know what goes into a layer one has to follow the
# shapes; the cell begins with `trace_shapes` of assignment 09. You may call it, and your
# `layer_macs`. Some cases count beyond 2,147,483,647, where 32 bits end.


# %% exercise="profile"
def trace_shapes(layers, in_shape):
    """The shape that each layer returns, as in assignment 09."""

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


def profile(layers, in_shape):
    """Count what each layer of a network costs, for one image.

    Parameters
    ----------
    layers : list of tuple
        First layer first; at least one.
    in_shape : tuple of int
        (C, H, W) of one image, or (F,).

    Returns
    -------
    ndarray of shape (L, 3), int64
        For each of the L layers: parameters, MACs, elements of the output.

    Examples
    --------
    >>> profile([("conv", 6, 5, 1, 0, 1), ("pool", 2, 2), ("flatten",)], (3, 32, 32))
    array([[   456, 352800,   4704],
           [     0,      0,   1176],
           [     0,      0,   1176]])
    """
    ### BEGIN SOLUTION
    rows, shape = [], tuple(in_shape)
    for layer in layers:
        kind, *numbers = layer
        macs = layer_macs(layer, shape)
        parameters = 0
        if kind == "conv":
            parameters = numbers[0] * (shape[0] // numbers[4] * numbers[1] ** 2 + 1)
        elif kind == "dense":
            parameters = numbers[0] * (shape[0] + 1)
        shape = trace_shapes([layer], shape)[0]
        rows.append((parameters, macs, np.prod(shape)))
    return np.array(rows, dtype=np.int64)
    ### END SOLUTION


# %% [markdown] about="profile"
# ### In colours
#
# "Network colour coding with pretty-nn", says Canziani's overview: a tool that prints a network
# with a colour for each kind of layer. Here is ours, with the numbers of your `profile`.
#
# **Predict.** Before you look at the third network: which layer has most of the parameters? Which
# one has most of the MACs?

# %% about="profile"
photo = (3, 256, 256)
draw.printed_network(profile, trace_shapes, pool_net, photo, "Canziani's third network")

# %% [markdown] about="profile"
# 6,147,268 parameters, and all but 2268 of them belong to the dense layer. The second convolution
# has the largest share of the work: it looks at twice as many channels as the first one, at as many
# places. The stride pays twice: the first layer works at a quarter of the places, and so do
# all layers behind it, or at fewer. (One pixel of the last map sees 35 of the 256 pixels, and its
# neighbour begins 8 further on; assignment 03.)

# %% about="profile"
draw.printed_network(profile, trace_shapes, conv_net, photo, "Canziani's second network")

# %% about="profile"
draw.printed_network(profile, trace_shapes, dense_net, photo, "Canziani's first network")

# %% [markdown] about="profile"
# The totals go down from 386,940,272,640 to 540,672,000 to 31,948,800 MACs; the slides have 390 G,
# 540 M and 31.7 M. The first two have equally many outputs in each layer, 2n = 6·256·256 =
# 393,216; but to look at 5×5 pixels, and not at all of them, divides the work by 716. Stride and
# pools divide it by another 17. Sharing saves no work, it saves parameters: in the second network
# nearly all that are left stand in the last layer.

# %% [markdown] about="profile"
# ## 3. Parameters here, work there
#
# **Predict.** AlexNet has five convolutions and three dense layers. Which of them have the
# parameters? Which do the work?

# %% about="profile"
alexnet = [("conv", 96, 11, 4, 0, 1), ("pool", 3, 2), ("conv", 256, 5, 1, 2, 2), ("pool", 3, 2)]
alexnet += [("conv", 384, 3, 1, 1, 1), ("conv", 384, 3, 1, 1, 2), ("conv", 256, 3, 1, 1, 2)]
alexnet += [("pool", 3, 2), flatten, ("dense", 4096), ("dense", 4096), classes]
networks = {
    "AlexNet, 227 pixels": (alexnet, (3, 227, 227)),
    "Canziani's third network": (pool_net, photo),
}
draw.shares(profile, networks)

# %% [markdown] about="profile"
# In AlexNet the dense layers hold 96 % of the parameters and do 8 % of the work. A weight of a
# dense layer is used once for each image, a weight of the first convolution at 55 · 55 = 3025
# places. That is what sharing means: few parameters, much work.
#
# So ask what you want to save. For a smaller file, look at the dense layers first. For a faster
# AlexNet, look at the convolutions, above all at those with many places. Not every network is like
# that: in Canziani's second one the dense layer has 73 % of the MACs as well. So count.

# %% [markdown]
# ## 4. If nothing ever waited
#
# Canziani divides: "31,7M mac / 2.2 GHz = 14 ms" (our reading of the slide; it has *ruc*). The
# processor runs at 2.2 GHz, that is 2.2 · 10⁹ cycles a second, and is taken to do **one MAC per
# cycle**.

# %% [markdown] about="ideal_time"
# ### Write it: `ideal_time`


# %% exercise="ideal_time"
def ideal_time(macs, rate):
    """How long the work takes if nothing ever has to wait.

    Parameters
    ----------
    macs : int
        Multiply-accumulates, at least 0.
    rate : float
        Multiply-accumulates per second, above 0.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> ideal_time(11_000_000, 2.2e9)
    0.005
    """
    ### BEGIN SOLUTION
    return macs / rate
    ### END SOLUTION


# %% [markdown] about="ideal_time"
# **Predict.** One photo through each of the three networks: how long does it take? Seconds,
# minutes, milliseconds?

# %% about="ideal_time"
works = {"dense": 386_940_272_640, "convolutions": 540_672_000, "stride and pools": 31_948_800}
draw.ideal_times(ideal_time, works, 2.2e9)

# %% [markdown] about="ideal_time"
# 175.9 s, 245.8 ms and 14.52 ms: from three minutes for a photo to nearly 69 photos a second. (The
# deck's slides on σ, whose slope is at most ¼, and on ReLU are about another speed: how fast a
# network *learns*. See assignment 08. In our count both cost 0.)

# %% [markdown] about="macs_audit"
# ## 5. An audit: 31.7 million MACs
#
# The slide has 31.7 M for the third network, and "= 14 ms". Your numbers may differ.
#
# 1. **The count** (half a point). Give the MACs of each layer with weights, their sum, and the
#    assumptions behind it; at least two of them.
# 2. **The verdict** (half a point). How far is the slide from your sum? Do the 14 ms go with its
#    number or with yours? What can be concluded, and what stays open?
#
# You may try other readings before you judge. Two that others had: a pool behind each of the first
# two convolutions, and one behind all three.

# %% [markdown] written="macs_audit"
# ### BEGIN SOLUTION
# 1. Padding 2, the first convolution makes 128 of 256 pixels (rounded down), pools behind the
#    second and third convolution, 1000 classes: 7,372,800 + 14,745,600 + 3,686,400 + 6,144,000 =
#    31,948,800 MACs.
# 2. The slide's 31.7 M are 248,800 or 0.8 % less; rounded my sum would be 31.9 M. 31.7 M / 2.2 GHz
#    = 14.41 ms, so the slide's 14 ms go with its own number; mine take 14.52 ms, which rounds to
#    15. Pools behind the first two convolutions give 18,124,800, behind all three 13,516,800, so
#    our reading is the closest of these. Where the difference comes from the slide does not say;
#    that stays open.
# ### END SOLUTION

# %% [markdown] about="macs_audit"
# When you have written your answer, compare it with other readings.

# %% about="macs_audit"
readings = {"the slide": 31_700_000, "pools behind 2 and 3": 31_948_800}
readings.update({"pools behind 1 and 2": 18_124_800, "pools behind all three": 13_516_800})
draw.counts(readings, "multiply-accumulates", "Readings of Canziani's third network")

# %% [markdown] about="macs_audit"
# One reading comes close, and none comes out. That is the state of it, and a fair result of an
# audit.

# %% [markdown]
# ## 6. Now with a clock
#
# Canziani's last item is a profiling tool, which measures. A count says what *has* to be done; a
# clock also sees what else is done. Here are a small network in NumPy and a stopwatch: each layer
# is run several times, and the median of its times is kept, so that a single disturbance does not
# matter.


# %%
def convolve5(x, w):
    """A convolution of 5×5 with padding 2, by windows, as in assignment 04."""
    x = np.pad(x, ((0, 0), (2, 2), (2, 2)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (5, 5), (1, 2))
    return np.tensordot(w, windows, ([1, 2, 3], [0, 3, 4]))


def halve(x):
    """A max pool of 2×2."""
    C, H, W = x.shape
    return x.reshape(C, H // 2, 2, W // 2, 2).max(axis=(2, 4))


# %%
rng = np.random.default_rng(0)
w1, w2 = rng.standard_normal((8, 3, 5, 5)), rng.standard_normal((16, 8, 5, 5))
w3 = rng.standard_normal((100, 4096))
steps = {
    "conv 1": lambda x: convolve5(x, w1),
    "relu 1": lambda x: np.maximum(x, 0),
    "pool 1": halve,
    "conv 2": lambda x: convolve5(x, w2),
    "relu 2": lambda x: np.maximum(x, 0),
    "pool 2": halve,
    "dense": lambda x: w3 @ x.ravel(),
}


# %%
import time


def stopwatch(steps, image, rounds):
    """Median seconds of each layer."""
    times = {name: [] for name in steps}
    for _ in range(rounds):
        x = image
        for name, step in steps.items():
            start = time.perf_counter()
            x = step(x)
            times[name].append(time.perf_counter() - start)
    return {name: float(np.median(measured)) for name, measured in times.items()}


# %%
times = stopwatch(steps, rng.standard_normal((3, 64, 64)), rounds=9)
print(len(times), "layers measured, all above zero:", min(times.values()) > 0)

# %% [markdown]
# **Predict.** The MACs: 2,457,600 in conv 1, 3,276,800 in conv 2, 409,600 in the dense layer, 0 in
# all others. Will the times have the same shares? Which layer will differ most?
#
# Seconds differ from computer to computer, and from one minute to the next, so the figure shows
# shares of one run on one computer. To see your own, put
# `draw.time_and_work(times, macs, "my computer")` into a cell of your own behind it.

# %%
one_run = {"conv 1": 48.3, "relu 1": 0.2, "pool 1": 1.9, "conv 2": 47.8}
one_run.update({"relu 2": 0.1, "pool 2": 1.1, "dense": 0.5})
macs = dict.fromkeys(one_run, 0)
macs.update({"conv 1": 2_457_600, "conv 2": 3_276_800, "dense": 409_600})
draw.time_and_work(one_run, macs, "A small network in NumPy, one run on one computer")

# %% [markdown]
# In this run the two convolutions took nearly equal times, though one has a third more MACs. The
# pools, which count 0, took more time than the dense layer with its 7 % of the MACs. What a clock
# sees, and a count of MACs leaves out:
#
# - **Memory.** `tensordot` first copies all windows into one large matrix, and copying is no MAC.
#   conv 1 copies 75 numbers for each of 64·64 places, conv 2 200 for each of 32·32, a third fewer.
# - **Several MACs in one cycle.** Processors multiply many numbers at once where these lie side by
#   side. So the "ideal" time can be beaten, too.
# - **Calls.** Every call of NumPy costs some time, however little there is to do.
#
# Which of them weighs most is another question for the clock: change one thing, and measure again.
# The count is still worth having: it is the same on all computers, it needs no network, and it says
# where to look. Then measure.

# %% [markdown]
# ## What you have seen
#
# - MACs are outputs times the products of one output; stride and pools take away outputs, groups
#   and small kernels take away products.
# - One photo at one MAC per cycle: 175.9 s, 245.8 ms, 14.52 ms. <!-- about="ideal_time" -->
# - AlexNet has most parameters in dense layers, most work in convolutions. <!-- about="profile" -->
# - A count names what it counts; 31.7 M and 31.9 M may both be honest. <!-- about="macs_audit" -->
# - A clock sees copies, memory and calls, which no count of MACs does.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** You have all the parts: layers forward and backward, shapes and costs. Assignment **11,
# Finale on real data,** puts them to work, and asks honestly how much a convolutional network
# gains, and when.
