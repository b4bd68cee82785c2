# %% [markdown]
# # 03 · Geometry
#
# **What you'll do**
# - You walk a small kernel over 7×7 pixels, in larger steps, over a rim of zeros, and spread out.
# - You write a function that tells whether a design fits. <!-- about="output_size" -->
# - You find an input that fits the first layer of AlexNet. <!-- about="alexnet_input" -->
# - You put rims around images, and zeros between pixels. <!-- about="pad2d dilate" -->
# - You work out how much of an image one output pixel sees. <!-- about="receptive_field" -->
#
# **What you'll learn**
# - to count positions from stride, padding and dilation, instead of looking the formula up;
# - what "does not fit" means, and what layers do about it;
# - when padding keeps the size, and why even kernels cannot;
# - how the view of one pixel grows from layer to layer, and why early strides count most.
#
# **What you need.** NumPy arrays and slices, and the idea of a layer: a small kernel slides over
# the input and gives one number for each position (assignment 02). This notebook stands alone.
# Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Do write
# the prediction down before you run the cell. Each check names the mistake that it recognises
# ("at least" if it explains most of what is wrong, "in this case" if it explains less);
# `hint(f, 1)` shows a first hint on the function `f`. The decks that we quote go by short names:
# CUHK, CS231n deck, TU/e, Canziani.

# %% setup=true
# setup

# %% [markdown]
# ## 1. How many positions?
#
# The CS231n deck walks a filter of 3×3 over an input of 7×7: first one pixel at a time, then two,
# then three. The step is called the **stride**. Every position of the filter makes one output
# pixel. **How large is the output?**
#
# **Predict.** Draw seven pixels in a row and move a kernel of three along them. How many positions
# are there with stride 1? With stride 2? With stride 3?

# %%
draw.positions("stride 1", "stride 2", "stride 3")

# %% [markdown]
# Five, three, and with stride 3 something is wrong: after two positions one row and one column of
# pixels are left over (hatched), and a third position would stick out. (In the lower pictures the
# arrow → points to the output pixel that a position makes, counted from 0.)
#
# In the plane both axes behave alike, so one axis is enough to think about. Let the input have
# $W$ pixels, $0$ to $W - 1$, the kernel (the deck says *filter*) $F$ weights, and let the stride
# be $S$. Positions are counted from $0$:
#
# - position $j$ begins at pixel $j \cdot S$ and ends at pixel $j \cdot S + F - 1$;
# - it fits as long as it ends inside: $j \cdot S + F - 1 \le W - 1$, so $j \cdot S \le W - F$.
#
# $W - F$ is the **room to move**. The kernel makes $(W - F)/S$ steps through it, and since it had a
# position before its first step, there is one position more than steps:
#
# $$\mathrm{out} = \frac{W - F}{S} + 1$$
#
# **Predict.** Check the formula with the picture: $W = 7$, $F = 3$. What does it give for stride 3,
# and what does that mean?
#
# <details><summary>Compare</summary>
#
# - stride 1: 4/1 + 1 = **5**
# - stride 2: 4/2 + 1 = **3**
# - stride 3: 4/3 + 1 = **2.33**. No layer has a third of a position: the room of 4 is no multiple
#   of 3, and one pixel is left over.
#
# </details>

# %% [markdown]
# ### Doesn't fit, or does it?
#
# The CS231n deck is strict: "We can not apply 3x3 filter on 7x7 input with stride 3." Libraries are
# not. PyTorch makes the two positions that there are and never looks at the last pixel.
#
# Canziani's third network begins like this: 256 × 256 pixels, filters of 5×5, a rim of 2 zeros at
# each end, stride 2. The room is 256 + 4 − 5 = 255, so the formula gives 255/2 + 1 = 128.5. The
# slide counts its multiplications all the same, with 128.
#
# So we need two rules, and we keep them apart in the whole course:
#
# | who | when something is left over |
# |---|---|
# | a **layer** | rounds down: $\lfloor (W - F)/S \rfloor + 1$. What is left over is never seen. |
# | **`output_size`**, which you write below | raises a `ValueError`: it is for checking a design |

# %% [markdown]
# ### A rim of zeros
#
# Now put a rim of $P$ pixels around the input, at *each* end: **padding**. The first position then
# begins at pixel $-P$.
#
# **Predict.** 7×7 pixels, kernel 3, padding 1: how large is the output with stride 1? And with
# stride 2?

# %%
draw.positions("padding 1", "padding 1, stride 2")

# %% [markdown]
# 7 and 4. The kernel finds $W + 2P$ pixels instead of $W$, and nothing else has changed. So the
# decks' formula (CS231n deck, TU/e) is
#
# $$W_2 = \frac{W_1 - F + 2P}{S} + 1$$
#
# With padding 1 a kernel of 3 keeps the size, 7 to 7. We shall come back to that.

# %% [markdown]
# ### A kernel that is spread out
#
# The weights of a kernel need not lie side by side. With **dilation** $D$ neighbouring weights are
# $D$ pixels apart: 1 is the dense kernel, 2 leaves out every second pixel.
#
# **Predict.** A kernel of 3 with dilation 2: over how many pixels does it *reach*, from the first
# weight to the last, both included? And with dilation 3? How many positions does it have on 7
# pixels?

# %%
draw.positions("dilation 2", "dilation 3")

# %% [markdown]
# It reaches over 5 pixels, then over 7. Three weights have two gaps between them, each $D$ wide,
# and the last weight takes a pixel, too. In general
#
# $$R = D\,(F - 1) + 1, \qquad \mathrm{out} = \frac{W + 2P - R}{S} + 1$$
#
# The number of weights is still $F$: dilation buys reach without weights.

# %% [markdown] about="output_size"
# ### Write it: `output_size`
#
# The size along one axis. Be strict: raise a `ValueError` if the stride leaves pixels over, or if
# the kernel reaches over more pixels than there are, padding included.


# %% exercise="output_size"
def output_size(size, kernel, stride, padding, dilation):
    """Count the positions of a kernel along one axis.

    Parameters
    ----------
    size : int
        Pixels of the input.
    kernel : int
        Weights of the kernel.
    stride : int
        Step from one position to the next, in pixels.
    padding : int
        Pixels added at each end.
    dilation : int
        Distance of neighbouring weights, in pixels; 1 is a dense kernel.

    Returns
    -------
    int
        Pixels of the output, at least 1.

    Raises
    ------
    ValueError
        If the stride leaves pixels over, or the kernel fits nowhere.

    Examples
    --------
    >>> output_size(7, 3, 2, 0, 1)
    3
    >>> output_size(7, 3, 1, 0, 2)
    3
    """
    ### BEGIN SOLUTION
    reach = dilation * (kernel - 1) + 1
    room = size + 2 * padding - reach
    if room < 0:
        raise ValueError(f"kernel does not fit: it reaches over {reach} pixels, {-room} too many")
    if room % stride:
        raise ValueError(f"stride does not fit: {room} is no multiple of {stride}")
    return room // stride + 1
    ### END SOLUTION


# %% [markdown] about="output_size"
# ### Which inputs fit?
#
# **Predict.** A kernel of 3 moves with stride 3, without padding. Which sizes from 5 to 15 fit?
# What changes with a padding of 1?

# %% about="output_size"
draw.fitting(output_size, range(5, 16), kernel=3, stride=3)

# %% [markdown] about="output_size"
# Every third size fits, because the room must be a multiple of the stride. Each pixel of padding
# adds 2 to the room, so the pattern moves to the left by two.

# %% [markdown] about="alexnet_input"
# ### An AlexNet input that fits
#
# AlexNet is the CS231n deck's case study. The paper (Krizhevsky, Sutskever and Hinton, 2012) says:
# an input of 224 × 224 × 3, then 96 filters of 11 × 11 with a stride of 4. It draws an output of
# 55 × 55.
#
# 1. Does 224 fit? Is there a padding, the same at both ends, with which it fits? Say *why*, or
#    why not: trying a few is not a reason.
# 2. Name an input that does fit, with its padding if it has one, and check it. It need not give
#    the paper's 55.
#
# Each part earns a point: half of it for the answer, and half for the reason (in part 1) or for
# the calculation (in part 2).

# %% [markdown] written="alexnet_input"
# ### BEGIN SOLUTION
# 1. Without padding the room is 224 − 11 = 213, and 213/4 + 1 = 54.25: it does not fit. Padding P
#    at both ends makes the room 213 + 2P. That is an odd number plus an even one, so it is odd for
#    every P, and multiples of 4 are even. So no such padding helps.
# 2. 227 without padding: (227 − 11)/4 + 1 = 216/4 + 1 = 55, the size in the paper. (Or 223:
#    212/4 + 1 = 54. Or 224 with three more pixels in all, 1 at one end and 2 at the other.)
# ### END SOLUTION

# %% [markdown] about="alexnet_input output_size"
# When you have written your answer, let your function try all inputs around 224.

# %% about="alexnet_input output_size"
draw.fitting(output_size, range(218, 233), kernel=11, stride=4)

# %% [markdown] about="alexnet_input output_size"
# Look at the column of 224, and at its neighbours. Do they agree with your reason? And is your own
# input among those that fit?

# %% [markdown]
# ## 2. The border
#
# "Shrinking too fast is not good, doesn't work well", says the CS231n deck about 5×5 filters on
# 32×32 pixels, layer after layer, without padding.
#
# **Predict.** How much does one such layer take away? How many layers are possible?

# %%
draw.shrinking()

# %% [markdown]
# Four pixels each time, 32 → 28 → 24 → 20 → 16 → 12 → 8 → 4. An eighth layer is impossible, since
# 5 weights do not fit on 4 pixels. With a padding of 2 the size stays, and a network may be as deep
# as you like.

# %% [markdown] about="pad2d"
# ### A small trap before you start
#
# To pad is to make a larger array, fill it with one value, and put the image into the middle.
#
# **Predict.** `np.full(3, 0)` makes three zeros. What is left of 0.5 when you write it there?

# %% about="pad2d"
rim = np.full(3, 0)
rim[1] = 0.5
rim

# %% [markdown] about="pad2d"
# Nothing is left: 0 is a whole number, so NumPy made an array of whole numbers. Say which `dtype`
# you want, and take that of the image.
#
# ### Write it: `pad2d`
#
# A batch of images has the axes (N, C, H, W): images, channels, rows, columns. Pad the rows and the
# columns, and leave the other two alone. The rim's value is 0 for a convolution. For max pooling
# (assignment 07) it will be −∞, which never wins.


# %% exercise="pad2d"
def pad2d(x, padding, value):
    """Put a rim of one value around every image of a batch.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    padding : int
        Pixels to add at each end of rows and columns; may be 0.
    value : float
        What the rim holds; may be -np.inf if x holds floats.

    Returns
    -------
    ndarray of shape (N, C, H + 2 * padding, W + 2 * padding)
        In x's dtype.

    Examples
    --------
    >>> pad2d(np.array([[[[1.0, 2.0]]]]), 1, 0.0)
    array([[[[0., 0., 0., 0.],
             [0., 1., 2., 0.],
             [0., 0., 0., 0.]]]])
    """
    ### BEGIN SOLUTION
    N, C, H, W = x.shape
    padded = np.full((N, C, H + 2 * padding, W + 2 * padding), value, dtype=x.dtype)
    padded[:, :, padding : padding + H, padding : padding + W] = x
    return padded
    ### END SOLUTION


# %% about="pad2d"
batch = np.arange(1.0, 25.0).reshape(2, 2, 2, 3)
draw.planes(("x", batch), ("your output", pad2d, batch, 1, 0.0), title="Two images, padding 1")

# %% [markdown] about="pad2d"
# Still two images with two channels each; every one of the four planes has got a rim of its own.

# %% about="pad2d"
single = np.array([[[[-3.0, -1.0], [-4.0, -2.0]]]])
draw.planes(
    ("0", pad2d, single, 1, 0.0),
    ("7", pad2d, single, 1, 7.0),
    ("−∞", pad2d, single, 1, -np.inf),
    title="One image, three rims",
)

# %% [markdown] about="pad2d"
# In the first rim the largest number of every 2×2 window at the border is a zero that nobody
# measured. With −∞ it is a pixel. That is what the value is for.

# %% [markdown] about="same_padding"
# ### Keep the size
#
# The CS231n deck: "common to see CONV layers with stride 1, filters of size FxF, and zero-padding
# with (F-1)/2". Where does that come from? With stride 1 and a dense kernel, the output shall be as
# large as the input:
#
# $$W + 2P - F + 1 = W \quad\Longrightarrow\quad P = \frac{F - 1}{2}$$
#
# For F = 3, 5 and 7 that is 1, 2 and 3, as on the slide.
#
# **Predict.** And for F = 4? Work out the output's size for 7 pixels with padding 1, and with
# padding 2. Why can no padding keep the 7?
#
# <details><summary>Compare</summary>
#
# The formula gives 1.5, and there is no half pixel. With padding 1 the size is 7 + 2 − 4 + 1 = 6,
# one pixel short. With padding 2 it is 7 + 4 − 4 + 1 = 8, one too long. A kernel of 4 takes 3
# pixels away, and padding gives back an even number, the same at both ends. In other words: an even
# kernel has no weight in the middle. TensorFlow then pads one end more than the other; PyTorch's
# `padding="same"` does so, too. In this course padding is the same at both ends, so even kernels
# are refused.
#
# </details>
#
# ### Write it: `same_padding`


# %% exercise="same_padding"
def same_padding(kernel):
    """Find the padding with which a dense kernel with stride 1 keeps the size.

    Parameters
    ----------
    kernel : int
        Weights of the kernel, at least 1.

    Returns
    -------
    int
        Pixels to add at each end.

    Raises
    ------
    ValueError
        If the kernel is even: no equal padding keeps the size.

    Examples
    --------
    >>> same_padding(5)
    2
    """
    ### BEGIN SOLUTION
    if kernel % 2 == 0:
        raise ValueError(f"even kernels cannot keep the size, but kernel={kernel}")
    return (kernel - 1) // 2
    ### END SOLUTION


# %% [markdown]
# ### Whole volumes
#
# So far we looked at one axis. A layer takes a **volume**, width × height × depth (we write shapes
# as channels, rows, columns). Each filter reaches through the *whole* depth and makes one map, so
# the depth of the output is the number of filters.
#
# **Predict** (CS231n deck, "Examples time").
#
# 1. Input 32×32×3, ten 5×5 filters, stride 1, padding 2. How large is the output volume, and how
#    many parameters has the layer, with one bias for each filter?
# 2. Input 32×32×3, six 5×5 filters, no padding. The same two questions. How many parameters would a
#    dense layer with as many outputs need?
# 3. What is the size of the output of a 1×1 filter? Is it good for anything?
#
# <details><summary>Compare</summary>
#
# 1. (32 + 2·2 − 5)/1 + 1 = 32, so **32×32×10**. Each filter has 5·5·3 + 1 = 76 parameters, ten of
#    them **760**.
# 2. (32 − 5)/1 + 1 = 28, so **28×28×6**, with 6 · 76 = **456** parameters. Dense: 28·28·6 = 4704
#    outputs, each with 32·32·3 = 3072 weights and a bias, are **14,455,392**.
# 3. The size stays: room 31, 32 positions. "1x1 convolution layers make perfect sense": such a
#    filter looks at one pixel, but through all channels, and mixes them.
#
# The deck's *brain view*: five 5×5 filters on the same input give neurons in a grid of 28×28×5. The
# five neurons at one place all look at the same region of the input, each for something else.
#
# </details>

# %% [markdown] about="dilate"
# ## 3. Zeros in between
#
# A dilated kernel is a dense kernel with zeros put between its weights. Take the course's worked
# example, and spread its kernel with step 2:
#
# $$K = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \;\longrightarrow\;
# \begin{pmatrix} 1 & 0 & 0 \\ 0 & 0 & 0 \\ 2 & 0 & -1 \end{pmatrix}$$
#
# **Predict.** The image is [[1, 3, −1], [2, 1, 0], [0, 2, −1]]. How large is its correlation with
# the spread kernel, and what does it hold?
#
# <details><summary>Compare</summary>
#
# The reach is 2·(2 − 1) + 1 = 3, so there is one position. Only the four corners of the image meet
# a weight: 1·1 + (−1)·0 + 0·2 + (−1)·(−1) = **2**.
#
# </details>

# %% [markdown] about="dilate"
# Now the same for the pixels of an image: neighbours come to lie `step` pixels apart, with zeros
# *between* them, and none after the last.
#
# **Predict.** How long does a row of 3 pixels get with step 2? With step 3? A row of W pixels?
#
# <details><summary>Compare</summary>
#
# 5 and 7: from the first pixel to the last there are two steps, of 2 or of 3 pixels, and the last
# pixel takes a place, too. In general (W − 1) · step + 1. It is the reach of section 1 again.
#
# </details>
#
# ### Write it: `dilate`
#
# It takes a whole batch. It will be needed again for the way back through a layer with a stride
# (assignment 06): the gradient arrives in steps and has to be spread out.


# %% exercise="dilate"
def dilate(x, step):
    """Spread the pixels of every image apart, with zeros between them.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    step : int
        Distance of neighbours in the result, in pixels; 1 changes nothing.

    Returns
    -------
    ndarray of shape (N, C, (H - 1) * step + 1, (W - 1) * step + 1)
        In x's dtype.

    Examples
    --------
    >>> dilate(np.array([[[[1.0, 2.0, 3.0]]]]), 2)
    array([[[[1., 0., 2., 0., 3.]]]])
    """
    ### BEGIN SOLUTION
    N, C, H, W = x.shape
    spread = np.zeros((N, C, (H - 1) * step + 1, (W - 1) * step + 1), dtype=x.dtype)
    spread[:, :, ::step, ::step] = x
    return spread
    ### END SOLUTION


# %% about="dilate"
kernel = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
draw.planes(
    ("step 1", dilate, kernel, 1),
    ("step 2", dilate, kernel, 2),
    ("step 3", dilate, kernel, 3),
    title="A kernel of 3×3, spread by your dilate",
)

# %% [markdown] about="dilate"
# 3, 5 and 7 pixels: the reach $D\,(F - 1) + 1$ of section 1, and the same pattern of weights as in
# the picture of dilations there.

# %% [markdown]
# ## 4. How much does one pixel see?
#
# An output pixel depends on the few inputs under its kernel and on no others. In a dense layer it
# would depend on all of them. This is CUHK's slide "Sparse Interactions", drawn afresh.

# %%
draw.connections()

# %% [markdown]
# ### Spot the bug: CUHK's field
#
# Then the deck gives the inputs that $s_3$ depends on a name:
#
# > (Top) **Respective Field** of $s_3$: $x_2, x_3, x_4$
# >
# > (Bottom) **Respective Field** of $s_3$: $x_1, x_2, x_3, x_4, x_5, x_6$
#
# (On the slide the dense picture stands below the sparse one; here it stands to the right.) The
# lists are right. **What is wrong with the name, and what does the right word say?**
#
# <details><summary>Compare</summary>
#
# It is the **receptive field**: the part of the input that a unit *receives* from. The word comes
# from physiology, where it is the region of the skin, or of the retina, whose stimulation makes a
# nerve cell respond. "Respective" would say nothing. The deck has it right on its next slide,
# "Growing Receptive Fields".
#
# </details>

# %% [markdown]
# ### It grows with depth
#
# One layer of kernels of 3 sees 3 inputs. A second layer on top sees 3 outputs of the first, whose
# fields overlap.
#
# **Predict.** How many inputs does one unit see after two layers of kernels of 3, stride 1? After
# three? What if the *first* of three layers has stride 2? What if the *last* one has?
#
# Then choose units below, and count the inputs that light up.

# %%
draw.cone()

# %% [markdown]
# 3, 5 and 7 with stride 1: two more for each layer. With stride 2 in the first layer three layers
# see 11, and with stride 2 in the last one only 7, as if there were no stride. But neighbours of
# the last layer then begin 2 inputs apart.
#
# So there are two numbers to keep, both counted in pixels of the image:
#
# - the **size** $r$ of what one unit sees, from the first pixel to the last;
# - the **jump** $j$ from where one unit's view begins to where its neighbour's does.
#
# In the image itself $r = 1$ and $j = 1$. A layer with kernel $k$ and stride $s$ puts its unit $u$
# on the units $u \cdot s, \dots, u \cdot s + k - 1$ below. So
#
# - its view reaches from the first of $k$ units to the last: $k - 1$ jumps *of the layer below*
#   more;
# - its neighbour, unit $u + 1$, begins $s$ units further on, and units are a jump apart:
#
# $$r_{\mathrm{new}} = r + (k - 1)\, j, \qquad j_{\mathrm{new}} = j \cdot s$$
#
# **Predict.** Go through the second network above by hand: kernels of 3, strides 2, 1, 1.
#
# <details><summary>Compare</summary>
#
# | | kernel | stride | size | jump |
# |---|---|---|---|---|
# | the image | | | 1 | 1 |
# | layer 1 | 3 | 2 | 1 + 2·1 = 3 | 1·2 = 2 |
# | layer 2 | 3 | 1 | 3 + 2·2 = 7 | 2·1 = 2 |
# | layer 3 | 3 | 1 | 7 + 2·2 = **11** | 2·1 = **2** |
#
# In layer 1 the stride did not widen its own view: it entered the jump, which the layers above it
# use. That is why early strides count most.
#
# </details>

# %% [markdown] about="receptive_field"
# ### Write it: `receptive_field`
#
# The layers come as a list of pairs (kernel, stride), first layer first. Pooling layers count like
# any other. Padding is not needed: it moves the view and does not widen it. Where a stride is
# larger than its kernel, some pixels inside the view are never looked at; they count all the same.


# %% exercise="receptive_field"
def receptive_field(layers):
    """Trace how much of the image one output pixel sees, along one axis.

    Parameters
    ----------
    layers : list of tuple
        A pair (kernel, stride) of ints for each layer, first layer first; may be empty.

    Returns
    -------
    tuple of two int
        (size, jump): how many pixels there are from the first pixel seen to the last, and how far
        the views of two neighbours are apart.

    Examples
    --------
    >>> receptive_field([])
    (1, 1)
    >>> receptive_field([(3, 2), (3, 1)])
    (7, 2)
    """
    ### BEGIN SOLUTION
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size, jump
    ### END SOLUTION


# %% [markdown] about="receptive_field"
# ### Two networks
#
# **Predict.** Canziani's third network has convolutions of 5 with the strides 2, 1 and 1, and a
# pooling layer of 2 with stride 2 after the second and the third. How much of its 256 pixels does
# one pixel of the last map see? And how much of AlexNet's 227: less than half, or more?

# %% about="receptive_field"
networks = {
    "Canziani's third network": [(5, 2), (5, 1), (2, 2), (5, 1), (2, 2)],
    "AlexNet": [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)],
}
draw.growth(receptive_field, networks, images=(256, 227))

# %% [markdown] about="receptive_field"
# 35 of 256 pixels with a jump of 8, and 195 of 227 with a jump of 32. A pixel in the middle of
# AlexNet's last map sees most of the image, though no kernel is larger than 11.
#
# Check it with section 1, the other way round. A stretch of 35 pixels, without padding, goes
# through the first network like this: (35 − 5)/2 + 1 = 16, 16 − 4 = 12, 12/2 = 6, 6 − 4 = 2,
# 2/2 = 1. Exactly one output is left. For AlexNet, 195 → 47 → 23 → 19 → 9 → 7 → 5 → 3 → 1.

# %% [markdown]
# ## What you have seen
#
# - The room to move, divided by the stride, and one more: out = (W + 2P − R)/S + 1, where the
#   kernel reaches over R = D(F − 1) + 1 pixels.
# - When it does not come out whole, layers round down.
# - Your `output_size` refuses then: a designer wants to know. <!-- about="output_size" -->
# - Padding (F − 1)/2 keeps the size, for odd kernels only.
# - Each layer widens the view by (k − 1) jumps of the layers before it; strides multiply the jump.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** You know now where a kernel goes and how large the result is. Assignment **04, The
# convolutional layer, forward,** puts numbers into it: batches, channels, filters and biases, first
# with loops that anyone can read, then without any.
