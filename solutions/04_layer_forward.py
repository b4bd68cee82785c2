# %% [markdown]
# # 04 · The convolutional layer, forward
#
# **What you'll do**
# - You add up the channels of a small image on paper.
# - You count what a layer learns. <!-- about="count_parameters" -->
# - You write the whole layer, stride and padding included. <!-- about="conv_forward_naive" -->
# - You let a bank of filters loose on a colour photograph. <!-- about="conv_forward_naive" -->
# - You write the layer again, without a loop over pixels. <!-- about="conv_forward_windows" -->
#
# **What you'll learn**
# - why a filter is as deep as its input, and why its result is flat all the same;
# - to read the shapes (N, C, H, W) and (O, C, KH, KW), whatever letters a slide uses;
# - how NumPy shows numbers in a new shape without a copy; <!-- about="conv_forward_windows" -->
# - what a 1×1 convolution can be good for.
#
# **What you need.** Loops, slices, and what a correlation is: lay the kernel on the image,
# multiply, add, move on (assignment 02). Stride and padding are those of assignment 03, and are
# said again here. This notebook stands alone. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Write the
# prediction down before you run the cell. Each check names the mistake that it recognises ("at
# least" if it explains most of what is wrong, "in this case" if it explains less); `hint(f, 1)`
# shows a first hint on the function `f`. The decks that we quote go by short names: Canziani,
# CS231n deck, TU/e, Bonn, CUHK.

# %% setup=true
# setup

# %% [markdown]
# ## 1. From one channel to many
#
# A grey image is one array of shape (H, W). A photograph in colour is three of them: how red, how
# green and how blue each pixel is.

# %%
photo = draw.colour_photo()
draw.colour_channels(photo)

# %% [markdown]
# The flag's stripes are bright in channel 0 and dark in channels 1 and 2: that is what "red" means.
#
# The shape is (C, H, W): channel first, then row, then column.
#
# **Predict.** A kernel of shape (KH, KW) slides over one channel. What would you slide over three?
# And how many results should one pixel of the output have?
#
# <details><summary>Compare</summary>
#
# A stack of three kernels, one for each channel: shape (C, KH, KW). All three lie on the same
# place, and what they find is **added up**. So a pixel of the output has one result. TU/e puts it
# like this: "The depth of the filter is equal to the depth of the image."
#
# </details>

# %% [markdown]
# Such a stack is called a **filter**. Count all indices from 0, let $c$ be the channel, $(i, j)$
# the output pixel, and $(k, l)$ the place in the kernel:
#
# $$\text{out}[i, j] = b + \sum_{c=0}^{C-1} \; \sum_{k=0}^{KH-1} \; \sum_{l=0}^{KW-1}
# x[c,\, i + k,\, j + l] \cdot w[c, k, l]$$
#
# Both indices of a pixel go up together with those of the kernel: nothing is flipped. The number
# $b$ is the filter's **bias**. It is added once, after the sum.
#
# Here is the example from Bonn's board with a second channel, and a bias of 1. (The second channel
# and its kernel are ours.)
#
# $$x[0] = \begin{pmatrix} 1 & 3 & -1 \\ 2 & 1 & 0 \\ 0 & 2 & -1 \end{pmatrix} \quad
# w[0] = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \qquad
# x[1] = \begin{pmatrix} 2 & 0 & 1 \\ 1 & 1 & 0 \\ 0 & 3 & 1 \end{pmatrix} \quad
# w[1] = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}$$
#
# **Predict.** Work out the pixels (0, 0) and (1, 1) of the output: eight products each, and the
# bias.
#
# <details><summary>Compare</summary>
#
# | pixel | channel 0 | channel 1 | bias | out |
# |---|---|---|---|---|
# | (0, 0) | 1·1 + 3·0 + 2·2 + 1·(−1) = 4 | 2·0 + 0·1 + 1·1 + 1·0 = 1 | 1 | **6** |
# | (1, 1) | 1·1 + 0·0 + 2·2 + (−1)·(−1) = 6 | 1·0 + 0·1 + 3·1 + 1·0 = 3 | 1 | **10** |
#
# </details>

# %%
draw.layer_channels()

# %% [markdown]
# Two correlations, one sum. What the filter finds in channel 0 is Bonn's own result, 4, 5, 0, 6.
# (The pictures count images and filters, too: `x[0, 1]` is channel 1 of image 0, and `w[0, 1]` is
# what filter 0 lays on channel 1.)

# %% [markdown]
# ## 2. From one filter to a bank
#
# One filter asks one question of every window: "is there a red edge?" A layer asks many. Each
# filter gives a **map**, and the maps are stacked: they are the channels of the next layer's input.
#
# Canziani writes a whole layer in one line:
#
# $$y_i = x \star k_i + b_i, \qquad i = 1, 2, \dots, m_1$$
#
# The star $\star$ is correlation. The shapes have letters of their own on the slides; here is who
# is who:
#
# | here | Canziani | Bonn | CS231n deck, TU/e |
# |---|---|---|---|
# | `x` (N, C, H, W) | n₁ × n₂ × n₃ | (N, C, H, W) | W₁ × H₁ × D₁ |
# | `w` (O, C, KH, KW) | m₁ of n₁ × p₁ × p₂ | (O, I, H, W) | K of F × F × D₁ |
# | `b` (O,) | m₁ | | K |
# | `out` (N, O, OH, OW) | m₁ × m₂ × m₃ | (N, O, Hₙ, Wₙ) | W₂ × H₂ × D₂ |
#
# Canziani shows a single image. Canziani and Bonn put channels first; the CS231n deck and TU/e put
# them last, and the width before the height. Bonn's I, "In-Channels", is our C: a filter has as
# many channels as the image. N is the number of images that are worked on at once, the **batch**.
# Images in a batch never mix.

# %% [markdown]
# The CS231n deck has this example: an image of 32×32×3, ten 5×5 filters, stride 1, padding 2.
#
# **Predict.** Which shape has `w`? Which shape has the output for a batch of 8 such images?
#
# <details><summary>Compare</summary>
#
# `w` is (10, 3, 5, 5), though the slide says "5×5 filters": the depth goes without saying. The
# output is (8, 10, 32, 32), since (32 − 5 + 2·2)/1 + 1 = 32.
#
# </details>

# %%
draw.layer_volumes((3, 32, 32), (10, 3, 5, 5), (10, 32, 32), title="Ten filters on one image")

# %% [markdown]
# The dotted lines lead from one window to its pixel in the first map. The same window has a pixel
# in each of the ten maps.

# %% [markdown]
# ### One pixel, all its inputs
#
# Now with two filters. Click on a pixel of the output, or go there with the Tab key: its window
# lights up in *every* channel, and the filter that it belongs to is shown. Leave the switch alone
# for the moment.

# %%
draw.layer_windows()

# %% [markdown]
# Move from `out[0, 0]` to `out[0, 1]` at the same row and column: the windows stay, the filter
# changes. Move within one map: the windows change, the filter stays.

# %% [markdown]
# ### How deep is a volume?
#
# TU/e counts dimensions like this: "for 1D convolutions the volumes are 2D matrix, for 2D
# convolution the volumes of activations are 3D tensor, for 3D convolutions the volumes are 4D
# tensor".
#
# **Predict.** Why is it always one more?
#
# <details><summary>Compare</summary>
#
# The number before the D counts the directions in which the kernel *slides*. The channels come on
# top: along them nothing slides, they are summed over. Sound with two microphones is (C, W), a
# photograph (C, H, W), a film or a CT scan (C, D, H, W). With a batch, one more axis stands in
# front.
#
# </details>

# %% [markdown] about="count_parameters"
# ### Count it: `count_parameters`
#
# What does a layer learn? All entries of `w`, and all of `b`. For its ten filters the CS231n deck
# counts (5·5·3 + 1)·10 = **760**: 75 weights and a bias in each filter.
#
# **Predict.** How does the number change if the image is 64 by 64 instead of 32 by 32?
#
# <details><summary>Compare</summary>
#
# Not at all. All windows share one set of weights. Six 5×5×3 filters that make 28×28×6 from 32×32×3
# have (5·5·3 + 1)·6 = **456** parameters. A dense layer between the same volumes has 14,455,392.
#
# </details>

# %% [markdown] about="count_parameters"
# Some layers cut channels and filters into **groups**, and each group works on its own: with 2
# groups, the first half of the filters sees the first half of the channels, and the second half of
# the filters the second. A filter is then only C / groups deep. (AlexNet did so to fit on two
# graphics cards.) Both C and O can be divided by the groups.


# %% exercise="count_parameters"
def count_parameters(O, C, KH, KW, bias, groups):
    """Count the numbers that a convolutional layer learns.

    Parameters
    ----------
    O : int
        Number of filters.
    C : int
        Number of channels of the input, all groups together.
    KH, KW : int
        Height and width of the kernels.
    bias : bool
        Whether each filter has a bias.
    groups : int
        Into how many groups channels and filters are cut; 1 is an ordinary layer.

    Returns
    -------
    int

    Examples
    --------
    >>> count_parameters(10, 3, 5, 5, True, 1)
    760
    """
    ### BEGIN SOLUTION
    weights = O * (C // groups) * KH * KW
    return weights + O if bias else weights
    ### END SOLUTION


# %% [markdown]
# ## 3. Stride and padding
#
# The **stride** $s$ is the way from one window to the next. The **padding** $P$ is a rim of zeros
# around each image, $P$ wide on all four sides: above, below, left and right. Images and channels
# get no rim.
#
# In the padded image the window of output row $i$ begins at row $s \cdot i$. If you count rows in
# the *unpadded* image, it begins $P$ earlier. With all indices from 0, and $x = 0$ outside of the
# image, the whole layer is
#
# $$\text{out}[n, o, i, j] = b[o] + \sum_{c} \sum_{k} \sum_{l}
# x[n,\, c,\, s i + k - P,\, s j + l - P] \cdot w[o, c, k, l]$$
#
# Each image $n$ on its own, each filter $o$ on its own; the sum runs over the three indices that do
# not stand on the left.
#
# How many windows are there? The padded height is $H + 2P$. The first window needs $KH$ rows, each
# further one $s$ more:
#
# $$OH = \left\lfloor \frac{H + 2P - KH}{s} \right\rfloor + 1
# \qquad OW = \left\lfloor \frac{W + 2P - KW}{s} \right\rfloor + 1$$
#
# **Predict.** A 7×7 image, 3×3 filters, no padding (CS231n deck): how large is the output for the
# strides 1, 2 and 3?
#
# <details><summary>Compare</summary>
#
# | stride | (7 − 3)/stride + 1 | output |
# |---|---|---|
# | 1 | 5 | 5×5 |
# | 2 | 3 | 3×3 |
# | 3 | 2.33… | the deck: "Doesn't FIT !!" |
#
# The deck refuses. Layers in libraries round **down**: 2×2, and the last row and column of the
# image are not seen. So do we: when a network is laid out, a misfit is worth an error (that was
# `output_size` in assignment 03); when it runs, it is not.
#
# </details>

# %% [markdown]
# Now take the worked example of the widget in section 2 with stride 2 and padding 1.
#
# **Predict.** Work out `out[0, 0, 0, 0]` by the formula: $n = 0, o = 0, i = 0, j = 0$, $s = 2$,
# $P = 1$. (With stride 1 and padding 0 it was 6.)
#
# <details><summary>Compare</summary>
#
# Rows $2 \cdot 0 + k - 1 = k - 1$, that is −1 and 0, and the same for the columns. Row −1 and
# column −1 are padding, so only the pixel in the corner of each channel is seen, by the last
# weight.
#
# - Channel 0: 0·1 + 0·0 + 0·2 + 1·(−1) = −1
# - Channel 1: 0·0 + 0·1 + 0·1 + 2·0 = 0
# - with the bias: −1 + 0 + 1 = **0**
#
# </details>

# %% [markdown]
# Go back to the widget and use its switch. With stride 2 and padding 1 the four windows no longer
# overlap, and each of them has a corner of the image.

# %% [markdown] about="conv_forward_naive"
# ### Write it: `conv_forward_naive`
#
# Four loops, one for each axis of the output, and one sum inside; or seven loops and no slices: as
# you like. `np.pad` puts the rim around the images (or the lines of your `pad2d` of assignment 03,
# copied into this function). *Naive* is praise here. This function should be so plain that you
# believe it, because faster ones will be compared with it.
#
# Float inputs are float64, and so is the output. Whole numbers may come, too: if you make an array
# to fill, make it one of floats. You need not check whether sizes match.


# %% exercise="conv_forward_naive"
def conv_forward_naive(x, w, b, stride, padding):
    """Run a convolutional layer, from its definition. Filters are not flipped.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        A batch of images.
    w : ndarray of shape (O, C, KH, KW)
        One filter for each channel of the output.
    b : ndarray of shape (O,)
        One bias for each filter.
    stride : int
        From one window to the next, in pixels.
    padding : int
        Width of the rim of zeros on each of the four sides, in pixels.

    Returns
    -------
    ndarray of shape (N, O, OH, OW)
        OH = (H + 2 * padding - KH) // stride + 1, OW likewise.

    Examples
    --------
    >>> x = np.array([[[[1.0, 3.0, -1.0], [2.0, 1.0, 0.0]]]])
    >>> w = np.array([[[[1.0, 0.0], [2.0, -1.0]]]])
    >>> conv_forward_naive(x, w, np.array([10.0]), 1, 0)
    array([[[[14., 15.]]]])
    """
    ### BEGIN SOLUTION
    N, _, H, W = x.shape
    O, _, KH, KW = w.shape
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, O, OH, OW))
    for n in range(N):
        for o in range(O):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = padded[n, :, top : top + KH, left : left + KW]  # (C, KH, KW)
                    out[n, o, i, j] = np.sum(window * w[o]) + b[o]
    return out
    ### END SOLUTION


# %% [markdown] about="conv_forward_naive"
# Now the worked example from the widget, with your function.

# %% about="conv_forward_naive"
board = np.array([[[[1, 3, -1], [2, 1, 0], [0, 2, -1]], [[2, 0, 1], [1, 1, 0], [0, 3, 1]]]])
pair = np.array([[[[1, 0], [2, -1]], [[0, 1], [1, 0]]], [[[0, 1], [0, 0]], [[1, 0], [0, -1]]]])
biases = np.array([1, -2])
draw.layer_maps(conv_forward_naive, board, pair, biases, 1, 0, title="Stride 1, padding 0")
draw.layer_maps(conv_forward_naive, board, pair, biases, 2, 1, title="Stride 2, padding 1")

# %% [markdown] about="conv_forward_naive"
# These should be the numbers of the widget, at both positions of its switch.

# %% [markdown] about="conv_forward_naive"
# ### A bank of filters on a photograph
#
# Three filters that look at three channels. The first adds up all colours and compares left with
# right. The second compares top with bottom. The third asks for red only: how much more there is in
# channel 0 than in the mean of the other two, averaged over a window of 3×3.
#
# **Predict.** Which of the three maps will show the face as one patch? And where will the third map
# be negative?

# %% about="conv_forward_naive"
sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]]) / 12
upright, level = np.stack([sobel] * 3), np.stack([sobel.T] * 3)
red = np.stack([np.full((3, 3), share) for share in (1 / 9, -1 / 18, -1 / 18)])
bank = np.stack([upright, level, red])  # (3, 3, 3, 3): filters, channels, rows, columns
names = ("left − right", "top − bottom", "red")
draw.layer_maps(conv_forward_naive, photo[None], bank, np.zeros(3), 1, 1, names=names)

# %% [markdown] about="conv_forward_naive"
# One layer, three questions. The third map ignores edges and finds a colour: skin and stripes are
# positive. The wall and the field of stars, which are blue, are negative; black and white are near
# zero, since they have as much of each colour. No kernel on a single channel could ask that. (The
# red line at the right end of the first map, and the blue one along the top of the second, are no
# edges of things: there the photograph meets the zeros of the padding.) In a trained network
# nobody writes such filters down: they are learned.
#
# **Predict.** What does stride 4 do to the maps?

# %% about="conv_forward_naive"
draw.layer_maps(conv_forward_naive, photo[None], bank, np.zeros(3), 4, 1, names=names)

# %% [markdown] about="conv_forward_naive"
# A quarter of the size in both directions, a sixteenth of the work: every fourth row and column of
# the maps above.

# %% [markdown]
# ### Spot the bug: Canziani's sum
#
# Below $y_i = x \star k_i + b_i$ Canziani's slide has this sum, in letters of its own (which are
# hard to read there):
#
# $$\zeta[\ell, m, n] = \sum_u \sum_v \sum_w \xi[u, v, w] \cdot g[\ell - u,\, m - v,\, n - w]$$
#
# Two things in it do not fit to the layer. **Which?**
#
# <details><summary>Compare</summary>
#
# 1. *The minus signs.* $\xi$ is read forwards and $g$ backwards, along all three axes: this sum is
#    a true convolution. It flips the rows, the columns, and even the order of the channels: red
#    would meet the weights that were meant for blue. The star in $x \star k_i$ does not flip.
# 2. *The index $\ell$.* It lets the filter slide along the channels, too, and a map would get a
#    third axis. But a filter is as deep as its input, so it fits at one place only, and a map
#    has two axes: $m_2 \times m_3$.
#
# Corrected, with $u$ over the $n_1$ channels, and $v, w$ over the kernel's rows and columns, all
# from 0:
#
# $$y_i[m, n] = b_i + \sum_{u} \sum_{v} \sum_{w} x[u,\, m + v,\, n + w] \cdot k_i[u, v, w]$$
#
# On the worked example it gives $4 + 1 + 1 = 6$ for the pixel (0, 0). With everything flipped,
# channel 0 would meet the second kernel turned around, and channel 1 the first: 3·1 + 2·1 = 5
# and −2 + 0 + 0 + 1 = −1, so 5 − 1 + 1 = **5**.
#
# </details>

# %% [markdown]
# And a small one. The CS231n deck's "Summary: Convolution Layer" gives the new size in two lines:
#
# > $W_2 = (W_1 - F + 2P)/S + 1$
# >
# > $W_2 = (W_1 - F + 2P)/S + 1$
#
# **What should the second line say?**
#
# <details><summary>Compare</summary>
#
# $H_2 = (H_1 - F + 2P)/S + 1$, as TU/e has it. In an image that is not square the difference
# shows; in code it is the mistake of using one size for both.
#
# </details>

# %% [markdown]
# ## 4. Kernels of one pixel
#
# "btw, 1x1 convolution layers make perfect sense", says the CS231n deck. In assignment 02 a kernel
# of one entry would have been a mere factor.
#
# **Predict.** What can a 1×1 filter do on an image with three channels that it cannot do on one?
#
# <details><summary>Compare</summary>
#
# It mixes the channels, pixel by pixel: each output pixel is a weighted sum of the C numbers below
# it. That is a small dense layer, from C numbers to O, applied at every pixel with the same
# weights. Networks use it to change the number of channels without looking at neighbours.
#
# </details>

# %% about="conv_forward_naive"
mixing = np.array([[0.3, 0.6, 0.1], [1, -0.5, -0.5], [-0.5, -0.5, 1]]).reshape(3, 3, 1, 1)
draw.layer_maps(
    conv_forward_naive, photo[None], mixing, np.zeros(3), 1, 0, names=("grey", "red", "blue")
)

# %% [markdown] about="conv_forward_naive"
# Three mixtures of three channels: a grey picture, how red each pixel is, and how blue. The face
# has changed its sign between the last two.

# %% [markdown]
# ### The brain view
#
# The CS231n deck describes the same layer in other words: five filters make "neurons arranged in a
# 3D grid (28x28x5)", and "there will be 5 different neurons all looking at the same region in the
# input volume".

# %%
draw.layer_volumes((3, 32, 32), (5, 3, 5, 5), (5, 28, 28), title="The brain view: 28 × 28 × 5")

# %% [markdown]
# Read `out[n, o, i, j]` as a neuron. **Predict.** Which of its indices say *where* it looks, and
# which says *what for*? Which neurons share their weights?
#
# <details><summary>Compare</summary>
#
# `i` and `j` say where: all five neurons at one $(i, j)$ see the same 75 numbers. `o` says what
# for. All 784 neurons with the same `o` share their weights, wherever they look.
#
# </details>

# %% [markdown] about="conv_forward_windows"
# ## 5. The same numbers in another shape
#
# Loops run a handful of Python lines for *each* output pixel, and Python is slow. NumPy is
# fast when it gets all the work at once. For that we want all windows in one array. Would that not
# need a lot of memory? Not if nothing is copied.
#
# ### Primer: strides and views
#
# An array is a block of memory and a recipe for reading it. Part of the recipe are the array's
# **strides**: how many *bytes* to walk for one step along each axis. (They only share the name with
# the stride of a layer.) One float64 takes 8 bytes.
#
# **Predict.** An array of shape (3, 4): how many bytes are there from one entry to its right
# neighbour, and how many to the one below?

# %% about="conv_forward_windows"
a = np.arange(12.0).reshape(3, 4)
draw.in_memory(a, window=(1, 1), size=(2, 2))
a.strides

# %% [markdown] about="conv_forward_windows"
# 8 to the right; 32 down, which is a whole row of four.
#
# Other recipes for the *same* memory cost nothing. They are called **views**.
#
# **Predict.** The strides of `a[:, ::2]` and of `a.T`?

# %% about="conv_forward_windows"
every_other, turned = a[:, ::2], a.T
print(every_other.strides, turned.strides)
print(np.shares_memory(a, every_other), np.shares_memory(a, turned))

# %% [markdown] about="conv_forward_windows"
# A step of 2 doubles a stride, a transpose swaps them. Nothing was copied.
#
# Now the windows. A window of 2×2 that begins at $(i, j)$ holds the entries $(i + k, j + l)$. So an
# array of all windows has four axes, $i, j, k, l$. One step in $i$ is a walk of 32 bytes, *and so
# is one step in $k$*. That is all that `sliding_window_view` does:

# %% about="conv_forward_windows"
from numpy.lib.stride_tricks import sliding_window_view

windows = sliding_window_view(a, (2, 2))
print(windows.shape, windows.strides)
windows[1, 1]

# %% [markdown] about="conv_forward_windows"
# `windows[1, 1]` is the window in the picture. The view has 24 entries, and there are still only 12
# numbers in memory. The middle ones are met four times.
#
# Slices work on it as on any array, and are views again: `windows[::2]` leaves out every other row
# of windows.
#
# **Predict.** A batch of shape (2, 3, 8, 9). We slide a window of (3, 2) over the axes that count
# rows and columns. Which shape comes out, and what does each axis count?

# %% about="conv_forward_windows"
batch = np.zeros((2, 3, 8, 9))
sliding_window_view(batch, (3, 2), axis=(2, 3)).shape

# %% [markdown] about="conv_forward_windows"
# (N, C, OH, OW, KH, KW): image, channel, the window's row and column, and the place in it.
#
# ### The dangerous sister
#
# `as_strided` takes shape and strides from you, and believes everything:
#
# ```
# as_strided(a, shape=(2, 3, 2, 2), strides=(32, 8, 32, 8), writeable=False)
# ```
#
# gives the same windows. But it checks nothing. One number too many in `shape`, strides counted in
# entries where bytes are meant, or an `a` that is itself a view with other strides, and you read
# memory that belongs to somebody else: nonsense without an error, or a crash. If you ever use it,
# take the strides from `a.strides`, never from your head, and pass `writeable=False`: in a view of
# overlapping windows one entry has many names, so writing to one window changes others.
# `sliding_window_view` is read-only for that reason.
#
# ### Sums with letters
#
# `np.einsum` writes a sum of products as the formulas do: one letter for each axis. **Letters that
# are missing after the arrow are summed over.** A correlation of one image with one kernel:

# %% about="conv_forward_windows"
kernel = np.array([[1.0, 0.0], [0.0, -1.0]])
np.einsum("ijkl,kl->ij", windows, kernel)

# %% [markdown] about="conv_forward_windows"
# Every number minus its neighbour below to the right: −5 everywhere. (`einsum` has a primer of its
# own in assignment 05. `np.tensordot`, or a product of matrices after `transpose` and `reshape`,
# will do as well. Mind that `reshape` never moves an axis.)

# %% [markdown] about="conv_forward_windows"
# ### Write it: `conv_forward_windows`
#
# The same layer, with no loop over pixels. Pad, look through windows, keep every stride-th one,
# take one sum of products with all filters, add the bias. That needs no loop at all.
#
# *Advice:* speed is not graded. But count the lines that Python runs. If they grow from 40 to 160
# when the image doubles its height and width, a loop over pixels is left.


# %% exercise="conv_forward_windows"
def conv_forward_windows(x, w, b, stride, padding):
    """Run a convolutional layer on all windows at once. Filters are not flipped.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        A batch of images.
    w : ndarray of shape (O, C, KH, KW)
        One filter for each channel of the output.
    b : ndarray of shape (O,)
        One bias for each filter.
    stride : int
        From one window to the next, in pixels.
    padding : int
        Width of the rim of zeros on each of the four sides, in pixels.

    Returns
    -------
    ndarray of shape (N, O, OH, OW)
        OH = (H + 2 * padding - KH) // stride + 1, OW likewise.

    Examples
    --------
    >>> x = np.array([[[[1.0, 3.0, -1.0], [2.0, 1.0, 0.0]]]])
    >>> w = np.array([[[[1.0, 0.0], [2.0, -1.0]]]])
    >>> conv_forward_windows(x, w, np.array([10.0]), 1, 0)
    array([[[[14., 15.]]]])
    """
    ### BEGIN SOLUTION
    rim = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), rim, rim))
    every = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))
    chosen = every[:, :, ::stride, ::stride]  # (N, C, OH, OW, KH, KW)
    sums = np.einsum("nchwkl,ockl->nohw", chosen, w)
    return sums + b[:, None, None]
    ### END SOLUTION


# %% [markdown] about="conv_forward_naive conv_forward_windows"
# ### Loops against windows
#
# **Predict.** The image grows from 8×8 to 32×32. By which factor do the lines grow that Python runs
# in your two functions?

# %% about="conv_forward_naive conv_forward_windows"
draw.lines_run((8, 16, 32), loops=conv_forward_naive, windows=conv_forward_windows)

# %% [markdown] about="conv_forward_naive conv_forward_windows"
# The loops pay for every output pixel: with 3×3 filters 6×6 of them become 30×30, 25 times as many.
# Lines grow by a little less, since some of them run once for each call, image, filter or row. The
# windows pay once. Both functions multiply the same numbers: in the loops Python goes from one
# window to the next, and in the other NumPy does.

# %% [markdown] about="conv_forward_naive conv_forward_windows"
# Two functions, written in two ways, for one definition: that is also a test. Where the difference
# is zero everywhere, they agree.

# %% about="conv_forward_naive conv_forward_windows"
draw.layer_maps(
    lambda *layer: conv_forward_naive(*layer) - conv_forward_windows(*layer),
    *(board, pair, biases, 2, 1),
    title="Loops minus windows, on the worked example",
)

# %% [markdown] about="conv_forward_windows"
# ## 6. If you want more (not graded)
#
# **One dimension.** A signal is an image with one row. Here is a step, a kernel of 1×2 and your
# 2-D function: nothing new is needed.

# %% about="conv_forward_windows"
step = np.array([0.0, 0, 0, 9, 9, 9]).reshape(1, 1, 1, 6)
difference = np.array([1.0, -1]).reshape(1, 1, 1, 2)
draw.layer_maps(conv_forward_windows, step, difference, np.zeros(1), 1, 0, names=("1-D",))

# %% [markdown] about="conv_forward_windows"
# −9 where the step goes up: a pixel minus its right neighbour.
#
# **Groups.** With two groups the layer is two layers side by side: cut the channels of `x` in two,
# the filters of `w` and `b` as well, run both, join the maps with `np.concatenate` along axis 1.
# Try it on the photograph, one group for each channel (that is called *depthwise*).
#
# **Three dimensions.** A film has one more axis. Which lines of your two functions would change,
# and how?
#
# <details><summary>Compare</summary>
#
# - In both: one more pair of widths in `np.pad`.
# - Loops: a third size, OD; one more `for` and one more slice, or two more `for` if you use no
#   slices.
# - Windows: a third axis in `axis=(2, 3, 4)` and one more `::stride`; two more letters, one for the
#   window's place and one for the place in the kernel; and biases of shape (O, 1, 1, 1).
#
# </details>

# %% [markdown]
# ## What you have seen
#
# - A filter is as deep as its input. What it finds in the channels is added up; then comes the
#   bias, once.
# - O filters make O maps. Images in a batch never mix.
# - The window of output row $i$ begins at row $s \cdot i$ of the padded image. Sizes are rounded
#   down.
# - The layer does not flip, whatever the formula on the slide says.
# - Windows are a view of the same memory. <!-- about="conv_forward_windows" -->
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** The sum over channel, row and column of the kernel is a product of two rows of numbers.
# Assignment **05, Windows as columns,** writes all windows into one matrix, so that the
# whole layer becomes a single matrix product, and asks what that matrix looks like from the other
# side.
