# %% [markdown]
# # 02 · Correlation and convolution
#
# **What you'll do**
# - You calm a noisy signal. <!-- about="correlate1d" -->
# - You slide a small kernel over a small image on paper.
# - You write the same in code, for any sizes. <!-- about="correlate2d" -->
# - You turn the kernel around, and look at what happens at the border.
# - You find the edges in a photograph. <!-- about="detect_edges" -->
#
# **What you'll learn**
# - what a correlation computes, one sum of products for each window;
# - how convolution differs from it, and why neural networks get away with confusing the two;
# - what the modes *valid*, *same* and *full* keep, and why libraries disagree about *same*;
# - why convolution commutes and correlation does not; <!-- about="commutativity" -->
# - to read a slide's formula closely enough to catch its mistakes.
#
# **What you need.** NumPy arrays, slices and `for` loops. No earlier assignment: this notebook
# stands alone. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Do write
# the prediction down before you run the cell. Being wrong on paper is the cheapest way to learn
# this. Each check names the mistake that it recognises ("looks at least like": there is more
# besides it; "in this case it looks like": it explains what you see, and little more), and
# `hint(f, 1)` shows a first hint on a function f. The decks that we quote go by short names: CUHK,
# Bonn, CS231n deck, TU/e, Canziani.

# %% setup=true
# setup

# %% [markdown]
# ## 1. A noisy location
#
# A robot rolls to and fro along a rail. Ten times a second a sensor reports where it is, with an
# error of some 30 cm. **How could you tell more precisely where the robot is?**

# %%
rng = np.random.default_rng(2)
time = np.arange(0, 10, 0.1)  # seconds
measured = np.sin(time) + 0.3 * rng.standard_normal(time.size)  # metres
draw.location(time, measured)

# %% [markdown]
# You see the swing, and you see that no single reading can be trusted. So average several.
#
# Let $x(a)$ be the reading at time $a$, and let $w$ say how much a reading counts *by its age*. At
# time $t$, a reading made at time $a$ is $t - a$ old. Its weight is $w(t - a)$, and the estimate
# adds up over all readings (CUHK):
#
# $$s(t) = (x * w)(t) = \int x(a)\, w(t - a)\, da$$
#
# This is **convolution**. If only the last $T$ seconds count, $w$ is zero for all other ages, and
# what is left is a weighted moving average:
#
# $$s(t) = \int_{t-T}^{t} x(a)\, w(t - a)\, da$$
#
# Readings come one by one, so in practice the integral is a sum:
#
# $$s(t) = (x * w)(t) = \sum_{a} x(a)\, w(t - a)$$
#
# Note who meets whom: the *newest* reading, $a = t$, meets $w(0)$, and older readings meet later
# entries of $w$. Signal and weights run in opposite directions. That is where the famous **flip**
# comes from: weights are listed by age, and age counts backwards.
#
# If you list the weights in the order of the signal instead, nothing needs to be flipped. That is
# **cross-correlation**, or *correlation* for short:
#
# $$s(t) = \sum_{a} x(t + a)\, w(a)$$
#
# Here $t$ is the time of the *oldest* reading in the window, and the others come after it. In the
# convolution above, $t$ was the time of the newest one.
#
# We write $*$ for convolution, which flips, and $\star$ for correlation, which does not. In code
# the names begin with `convolve` and `correlate`, as in SciPy.

# %% [markdown]
# ### On paper first
#
# Signal `[1, 2, 4, 7]`, kernel `[3, 1]`. Lay the kernel on the signal as it is written, multiply
# what lies on top of each other, add up, move one step to the right.
#
# **Predict.** How many outputs are there, if the kernel must lie on the signal completely? What are
# they?
#
# <details><summary>Compare</summary>
#
# Three outputs, since the kernel fits at 4 − 2 + 1 positions:
#
# - 1·3 + 2·1 = **5**
# - 2·3 + 4·1 = **10**
# - 4·3 + 7·1 = **19**
#
# </details>

# %% [markdown]
# ### A small trap before you start
#
# Photographs and sensors often deliver `uint8`: whole numbers from 0 to 255, in one byte each.
#
# **Predict.** What is 10 − 20 in `uint8`?

# %%
dark = np.array([10], dtype=np.uint8)
bright = np.array([20], dtype=np.uint8)
dark - bright

# %% [markdown]
# Not −10: there is no room for a sign, so the result wraps around, without any warning. Your
# functions must work for such inputs too. Convert to `float64` first, and return `float64`.
# And write every sum yourself: `np.correlate` and `np.convolve` are off limits in this notebook.

# %% [markdown] about="correlate1d"
# ### Write it: `correlate1d`
#
# A signal of length L and a kernel of length K give L − K + 1 outputs. If the kernel is longer than
# the signal it fits nowhere: raise a `ValueError`.


# %% exercise="correlate1d"
def correlate1d(signal, kernel):
    """Slide a kernel along a signal without flipping it.

    Parameters
    ----------
    signal : ndarray of shape (L,)
    kernel : ndarray of shape (K,)

    Returns
    -------
    ndarray of shape (L - K + 1,), float64
        Entry i is the sum of signal[i + a] * kernel[a] over a.

    Raises
    ------
    ValueError
        If the kernel is longer than the signal.

    Examples
    --------
    >>> correlate1d(np.array([1, 2, 4, 7]), np.array([3, 1]))
    array([ 5., 10., 19.])
    """
    ### BEGIN SOLUTION
    L, K = len(signal), len(kernel)
    if K > L:
        raise ValueError(f"kernel does not fit: it has {K} entries, the signal has {L}")
    signal = signal.astype(np.float64)
    kernel = kernel.astype(np.float64)
    output = np.zeros(L - K + 1)
    for i in range(L - K + 1):
        window = signal[i : i + K]
        output[i] = np.sum(window * kernel)
    return output
    ### END SOLUTION


# %% [markdown] about="correlate1d"
# ### What it does to the robot
#
# A moving average is a correlation with equal weights that add up to 1. The figure draws each
# average at the time of the *last* reading in its window, since the robot knows it only then. Our
# readings are simulated, so the true location is known as well: it is $\sin t$.
#
# **Predict.** Average 5 readings, then 25. Which curve is calmer? Which is nearer to the truth at
# the turning points? Is every average better than no average?

# %% about="correlate1d"
kernels = {
    "average of 5 readings": np.ones(5) / 5,
    "average of 25 readings": np.ones(25) / 25,
}
draw.smoothed(correlate1d, time, measured, kernels, truth=np.sin(time))

# %% [markdown] about="correlate1d"
# A single reading is off by 0.29 m (the root of the mean of all squared errors), the average of 5
# by 0.17 m, and the average of 25 by 0.70 m: it is calm, and worse than no average. It pays twice:
#
# - It **blunts**. In two and a half seconds the robot turns around, so the turning points are cut
#   off. Every smoothing kernel makes this trade.
# - It comes **late**, because it knows only the past: it tells where the robot was in the middle of
#   its window, 1.2 seconds ago. Not every kernel is late. When the whole recording is there, you
#   may draw each average in the middle of its window, and 25 readings are off by only 0.20 m.
#
# Flipping these kernels would change nothing, because all their weights are equal. Had they been
# made to favour the newest reading, the flip would favour the oldest instead.

# %% [markdown]
# ## 2. Two dimensions, by hand
#
# An image needs two indices, and so does its kernel. CUHK gives three formulas, each for one pixel
# $(i, j)$ of the output: convolution, the same commuted, and cross-correlation.
#
# $$(I * K)(i, j) = \sum_m \sum_n I(m, n)\, K(i - m, j - n)$$
#
# $$(I * K)(i, j) = \sum_m \sum_n I(i - m, j - n)\, K(m, n)$$
#
# $$(I \star K)(i, j) = \sum_m \sum_n I(i + m, j + n)\, K(m, n)$$
#
# CUHK writes $*$ in the third line, too, because many libraries call it convolution. We keep
# $\star$ for it.
#
# Look at the signs. In the first two, one index goes up while the other goes down: somebody is
# being flipped. In the third both go up together. We begin with the third, because that is what the
# layers of a neural network compute, whatever they call it.
#
# Here is Bonn's example from the board. The frame shows the first window, and the output pixel that
# it belongs to.

# %%
image = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
kernel = np.array([[1, 0], [2, -1]])
unknown = np.full((2, 2), np.nan)
title = "The first window"
draw.arrays(image=image, kernel=kernel, output=unknown, window=(0, 0), title=title)

# %% [markdown]
# The first sum, row by row through window and kernel:
#
# $$1 \cdot 1 + 3 \cdot 0 + 2 \cdot 2 + 1 \cdot (-1) = 4$$
#
# **Predict.** Move the frame one column to the right, then one row down. Write down the three other
# sums, with all four products each, before you read on.
#
# <details><summary>Compare all four</summary>
#
# | output pixel | products | sum |
# |---|---|---|
# | (0, 0) | 1·1 + 3·0 + 2·2 + 1·(−1) | **4** |
# | (0, 1) | 3·1 + (−1)·0 + 1·2 + 0·(−1) | **5** |
# | (1, 0) | 2·1 + 1·0 + 0·2 + 2·(−1) | **0** |
# | (1, 1) | 1·1 + 0·0 + 2·2 + (−1)·(−1) | **6** |
#
# </details>
#
# Now walk through the windows. Leave the switch alone for the moment: section 3 is about it.

# %%
draw.stepper()

# %% [markdown]
# Every output pixel looks at four image pixels only, and all of them use the same four weights.
# A 2×2 kernel fits on a 3×3 image at 2×2 positions.

# %% [markdown] about="correlate2d"
# ### Write it: `correlate2d`
#
# The same in code, for any sizes. An image of shape (H, W) and a kernel of shape (KH, KW) give an
# output of shape (H − KH + 1, W − KW + 1). If the kernel is larger than the image, in either
# direction, raise a `ValueError`.


# %% exercise="correlate2d"
def correlate2d(image, kernel):
    """Slide a kernel over an image without flipping it.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    kernel : ndarray of shape (KH, KW)

    Returns
    -------
    ndarray of shape (H - KH + 1, W - KW + 1), float64
        One sum of products for each position where the kernel fits entirely.

    Raises
    ------
    ValueError
        If the kernel has more rows or more columns than the image.

    Examples
    --------
    >>> correlate2d(np.array([[1, 3, -1], [2, 1, 0]]), np.array([[1, 0], [2, -1]]))
    array([[4., 5.]])
    """
    ### BEGIN SOLUTION
    H, W = image.shape
    KH, KW = kernel.shape
    if KH > H or KW > W:
        raise ValueError(f"kernel does not fit: it is {KH} by {KW}, the image is {H} by {W}")
    image = image.astype(np.float64)
    kernel = kernel.astype(np.float64)
    output = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            window = image[i : i + KH, j : j + KW]
            output[i, j] = np.sum(window * kernel)
    return output
    ### END SOLUTION


# %% about="correlate2d"
draw.filtered(correlate2d, image, kernel, title="Your correlation of the worked example")

# %% [markdown] about="correlate2d"
# These should be your four numbers from paper.

# %% [markdown] about="bonns_sum"
# ### Spot the bug: Bonn's sum
#
# You now know the correlation from both sides, as a formula and by hand. On Bonn's slide
# "Defining cross-correlation" it reads
#
# $$S(i, j) = (K * I)(i, j) = \sum_{i=1}^{M} \sum_{j=1}^{N} I(i + m, j + n)\, K(m, n)$$
#
# 1. Take the right-hand side literally. On which letters does its value depend, and on which does
#    the left-hand side depend?
# 2. Write the sum correctly, limits included, for a kernel with $M$ rows and $N$ columns and
#    indices that begin at 0, as in NumPy. Confirm it with one pixel of the worked example.
#
# *Points, in equal parts: for the letters on both sides and what is wrong with them; for the
# corrected sum with its limits and the pixel that confirms it.*

# %% [markdown] written="bonns_sum"
# ### BEGIN SOLUTION
# 1. On the right, $i$ and $j$ are summation variables: they run from 1 to $M$ and $N$ and are gone
#    after the sum. Its value depends on $m$ and $n$, which nobody has chosen. The left-hand side
#    depends on $i$ and $j$. So the two sides cannot be equal. (Taken literally, $K(m, n)$ does not
#    change during the sum and can be pulled out: one kernel entry times a plain sum of pixels.)
# 2. The sum must run over the kernel's indices $m$ and $n$:
#
#    $$S(i, j) = \sum_{m=0}^{M-1} \sum_{n=0}^{N-1} I(i + m, j + n)\, K(m, n)$$
#
#    Check: $S(0, 0) = I(0,0)K(0,0) + I(0,1)K(0,1) + I(1,0)K(1,0) + I(1,1)K(1,1)
#    = 1 \cdot 1 + 3 \cdot 0 + 2 \cdot 2 + 1 \cdot (-1) = 4$.
# ### END SOLUTION

# %% [markdown]
# ## 3. The flip
#
# In a convolution image and kernel run in opposite directions, in *both* axes. That is the same as
# a correlation with a kernel that was turned around first, by half a turn.
#
# **Predict.** Turn the kernel of the worked example by 180°. Which number is then top left? What is
# the first sum, with the window 1, 3, 2, 1?
#
# <details><summary>Compare</summary>
#
# $$\begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \;\longrightarrow\;
# \begin{pmatrix} -1 & 2 \\ 0 & 1 \end{pmatrix}
# \qquad 1 \cdot (-1) + 3 \cdot 2 + 2 \cdot 0 + 1 \cdot 1 = 6$$
#
# </details>
#
# Now use the switch. Flip the kernel to and fro at one window and watch the products.

# %%
draw.stepper(flipped=True)

# %% [markdown]
# Same image, same four weights, and not a single output is the same: correlation gives 4, 5, 0, 6,
# convolution 6, −5, 2, −2. The flip is no detail, unless the kernel looks the same after half a
# turn.
#
# **Predict.** Half of a flip is no flip. What comes out if you reverse the columns only, or the
# rows only? And if you exchange rows and columns, of the kernel or of the image?
#
# <details><summary>Compare: the usual mistakes, with their numbers</summary>
#
# | in the correlation, this is changed | result |
# |---|---|
# | nothing: correlation | [[4, 5], [0, 6]] |
# | kernel, turned by 180°: convolution | [[6, −5], [2, −2]] |
# | kernel, flipped left-right only | [[3, −2], [5, −4]] |
# | kernel, flipped up-down only | [[1, 8], [3, 4]] |
# | kernel, transposed | [[6, 1], [2, 2]] |
# | image, transposed | [[6, 2], [1, 2]] |
#
# All six differ, so one worked example tells you which of them you have.
#
# </details>
#
# Why may a network ignore the flip? Because it *learns* its kernels: a network that convolves ends
# up with the same kernels as one that correlates, only turned around, if it also starts from
# kernels that are turned around.

# %% [markdown] about="rot180"
# ### Write it: `rot180`
#
# Half a turn reverses the rows *and* the columns. Reversing one of them only is a mirror image, and
# swapping rows with columns is a transpose. Neither of them is a rotation.


# %% exercise="rot180"
def rot180(kernel):
    """Turn a kernel by half a turn.

    Parameters
    ----------
    kernel : ndarray of shape (KH, KW)

    Returns
    -------
    ndarray of shape (KH, KW)
        The last entry of the last row comes first.

    Examples
    --------
    >>> rot180(np.array([[1, 2, 3], [4, 5, 6]]))
    array([[6, 5, 4],
           [3, 2, 1]])
    """
    ### BEGIN SOLUTION
    return kernel[::-1, ::-1].copy()
    ### END SOLUTION


# %% about="rot180"
draw.filtered(rot180, np.array([[1, 2, 3], [4, 5, 6]]), title="Half a turn")

# %% [markdown] about="rot180"
# Read the output backwards, from bottom right to top left: it is the input.

# %% [markdown]
# ### Spot the bug: one slide, two operations
#
# The CS231n deck explains why the layer is called convolutional with this formula
#
# $$f[x, y] * g[x, y] = \sum_{n_1=-\infty}^{\infty} \sum_{n_2=-\infty}^{\infty}
# f[n_1, n_2] \cdot g[x - n_1, y - n_2]$$
#
# and this caption: "elementwise multiplication and sum of a filter and the signal (image)". Formula
# and caption do not describe the same operation. **Which is which, and how can you tell?**
#
# <details><summary>Compare</summary>
#
# The **formula is convolution**: $n_1$ enters $f$ with a plus and $g$ with a minus sign, so one of
# them is read backwards. The **caption is correlation**: lay the filter on the image as it is,
# multiply entry by entry, add. The layer does what the caption says. Corrected, formula and caption
# agree:
#
# $$(f \star g)[x, y] = \sum_{n_1} \sum_{n_2} f[x + n_1, y + n_2] \cdot g[n_1, n_2]$$
#
# On the worked example they differ from the first pixel: 4 by the caption, 6 by the formula (where
# the kernel fits). Canziani's slide holds the same pair: the layer is written with $\star$, and the
# sum below it has the minus signs.
#
# </details>

# %% [markdown]
# ## 4. What happens at the border
#
# Near the border the kernel hangs over the edge. Three answers have names:
#
# - **valid**: use only the windows that lie inside the image;
# - **full**: use every window that touches the image; outside, the image counts as zero;
# - **same**: keep as much of *full* as the image is large.
#
# **Predict.** For an image of 3×3 and a kernel of 2×2, how large is each output?
#
# The figure shows all three for the *convolution* of the worked example, so the kernel that slides
# is the turned one.

# %%
draw.modes()

# %% [markdown]
# 2×2, 3×3 and 4×4. In the lower row you see that *same* and *valid* are parts of *full*: whoever
# has *full* has all three. In general *full* has the shape (H + KH − 1, W + KW − 1).

# %% [markdown]
# ### Where does *same* begin?
#
# With an odd kernel the middle of *full* is clear. With an even one it is not: here 4×4 has no
# middle 3×3. One row and one column must go: top or bottom, left or right? Libraries differ. For
# the *correlation* of the worked example:
#
# | | top left pixel of *same* | result |
# |---|---|---|
# | `scipy.signal.correlate` | *full*'s (0, 0) | [[−1, −1, 7], [−2, 4, 5], [0, 0, 6]] |
# | `scipy.signal.correlate2d`, PyTorch | *full*'s (1, 1) | [[4, 5, −1], [0, 6, −2], [0, 2, −1]] |
#
# Neither is wrong. We take the first and begin at row (KH − 1) // 2, column (KW − 1) // 2, for
# convolution and correlation alike. Because both begin at the same place, one simple rule holds in
# every mode: *convolving with a kernel is correlating with the kernel turned by 180°.*

# %% [markdown] about="convolve2d"
# ### Write it: `convolve2d`
#
# You have all the parts: `correlate2d`, `rot180`, and zeros around the image (`np.pad` is allowed).
# How wide must the rim of zeros be, so that the kernel still touches the image with one pixel?


# %% exercise="convolve2d"
def convolve2d(image, kernel, mode):
    """Convolve an image with a kernel: the kernel is flipped in both axes.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    kernel : ndarray of shape (KH, KW)
    mode : str
        "full", "same" or "valid"; nothing else comes.

    Returns
    -------
    ndarray, float64
        full: shape (H + KH - 1, W + KW - 1), with zeros around the image.
        same: the (H, W) part of full from row (KH - 1) // 2, column (KW - 1) // 2.
        valid: shape (H - KH + 1, W - KW + 1), where the kernel fits entirely.

    Raises
    ------
    ValueError
        In mode "valid", if the kernel has more rows or more columns than the image.

    Examples
    --------
    >>> convolve2d(np.array([[1, 3], [2, 1]]), np.array([[1, 0], [2, -1]]), "valid")
    array([[6.]])
    """
    ### BEGIN SOLUTION
    flipped = rot180(kernel)
    if mode == "valid":
        return correlate2d(image, flipped)

    H, W = image.shape
    KH, KW = kernel.shape
    padded = np.pad(image, ((KH - 1, KH - 1), (KW - 1, KW - 1)))
    full = correlate2d(padded, flipped)
    if mode == "full":
        return full

    top, left = (KH - 1) // 2, (KW - 1) // 2
    return full[top : top + H, left : left + W]
    ### END SOLUTION


# %% about="convolve2d"
draw.compared(
    ("valid", convolve2d, image, kernel, "valid"),
    ("same", convolve2d, image, kernel, "same"),
    ("full", convolve2d, image, kernel, "full"),
    title="Your convolution of the worked example",
)

# %% [markdown] about="convolve2d"
# Compare with the picture of the modes above: the numbers should agree, cell by cell.

# %% [markdown]
# ## 5. Who slides over whom?
#
# **Predict.** Swap the arguments: let the image slide over the kernel. Does the full convolution
# change? Does the full correlation?

# %% about="convolve2d"
draw.compared(
    ("kernel over image", convolve2d, image, kernel, "full"),
    ("image over kernel", convolve2d, kernel, image, "full"),
    title="Full convolution, arguments swapped",
)

# %% about="convolve2d"
draw.compared(
    ("kernel over image", lambda: convolve2d(image, rot180(kernel), "full")),
    ("image over kernel", lambda: convolve2d(kernel, rot180(image), "full")),
    title="Full correlation, arguments swapped",
)

# %% [markdown]
# The first pair is equal, the second is not; but its two <!-- about="convolve2d" -->
# results hold the same numbers in another order. <!-- about="convolve2d" -->
# Convolution is **commutative** (CUHK), correlation is not.

# %% [markdown] about="commutativity"
# ### Why?
#
# Take images and kernels as zero outside their borders, so that all sums run over all integers.
#
# 1. Show that full convolution commutes, $(I * K)(i, j) = (K * I)(i, j)$, by renaming the indices
#    in the sum. Say why the renamed sum still visits every pair exactly once.
# 2. Try the same with cross-correlation. Where does it fail, and how is $(K \star I)$ related to
#    $(I \star K)$? Support it with an example: the signals `[1, 2]` and `[3, 4]` will do.
#    So will the figure above. <!-- about="convolve2d" -->
#
# *Points, in equal parts: for the renamed sum; for why its limits allow it; for correlation, where
# an example in numbers is enough.*

# %% [markdown] written="commutativity"
# ### BEGIN SOLUTION
# 1. Begin with $(I * K)(i, j) = \sum_m \sum_n I(m, n)\, K(i - m, j - n)$ and put $p = i - m$,
#    $q = j - n$, so $m = i - p$ and $n = j - q$. For fixed $i, j$, each pair $(m, n)$ belongs to
#    exactly one pair $(p, q)$, and as $(m, n)$ runs over all integers, so does $(p, q)$. Only the
#    order of the terms has changed, and there are finitely many that are not zero. Hence
#
#    $$(I * K)(i, j) = \sum_p \sum_q I(i - p, j - q)\, K(p, q) = \sum_p \sum_q K(p, q)\, I(i - p, j
#    - q) = (K * I)(i, j).$$
#
#    This needs mode full: a window that is left out in one order may be present in the other.
# 2. In $(I \star K)(i, j) = \sum_m \sum_n I(i + m, j + n)\, K(m, n)$ put $p = i + m$, $q = j + n$.
#    Then
#
#    $$(I \star K)(i, j) = \sum_p \sum_q K(p - i, q - j)\, I(p, q) = (K \star I)(-i, -j).$$
#
#    The shift has changed its sign, so we do not get $(K \star I)(i, j)$. Swapping the arguments
#    turns the result by 180°. In 1-D: $[1, 2] \star [3, 4]$ is [4, 11, 6], and
#    $[3, 4] \star [1, 2]$ is [6, 11, 4]. The two agree only where the result looks the same after
#    half a turn.
# ### END SOLUTION

# %% [markdown] about="detect_edges"
# ## 6. Edges in a photograph
#
# What are such small kernels good for? A kernel of two weights can already find edges. This is
# Grace Hopper, who wrote one of the first compilers, photographed by the United States Navy. The
# picture comes with Matplotlib; here it is grey, from 0 (black) to 1 (white).

# %% about="detect_edges"
photo = draw.photo()
draw.picture(photo, title="Grace Hopper")

# %% [markdown] about="detect_edges"
# The kernel is $[1, -1]$: one row, two columns. First try it on a bright bar.

# %% about="detect_edges"
bar = np.array([[0, 0, 9, 9, 9, 0, 0]])
edge_kernel = np.array([[1, -1]])
draw.arrays(image=bar, kernel=edge_kernel, title="A bright bar, and the edge kernel")

# %% [markdown] about="detect_edges"
# **Predict.** Correlate the two on paper. Where is the output not zero? What sign does it have at
# the left edge of the bar, and at the right? And in the photograph: will the long brim of the
# cap show up, or rather the upright cord beside the flag?

# %% [markdown] about="detect_edges"
# ### Write it: `detect_edges`
#
# The *correlation* of an image with $[1, -1]$: each pixel minus its right neighbour. Keep the sign.
# An image of shape (H, W) gives (H, W − 1). On slides the kernel is written $[1, -1]$; in code it
# has two axes, one row and two columns, so it is `[[1, -1]]`.


# %% exercise="detect_edges"
def detect_edges(image):
    """Find vertical edges: correlate an image with [[1, -1]].

    Parameters
    ----------
    image : ndarray of shape (H, W)

    Returns
    -------
    ndarray of shape (H, W - 1), float64
        Positive where the image gets darker from left to right, negative where it gets brighter.

    Examples
    --------
    >>> detect_edges(np.array([[1, 5, 5, 2]]))
    array([[-4.,  0.,  3.]])
    """
    ### BEGIN SOLUTION
    return correlate2d(image, np.array([[1, -1]]))
    ### END SOLUTION


# %% about="detect_edges"
draw.filtered(detect_edges, bar, title="Edges of the bar")

# %% about="detect_edges"
draw.filtered(detect_edges, photo, title="Vertical edges")

# %% [markdown] about="detect_edges"
# The bar: −9 where it begins, 9 where it ends, nothing in between. The photograph: the upright
# cord and the collar stand out, in blue or red according to the direction in which the brightness
# changes. The brim, which runs from left to right, almost vanishes: neighbours along it are alike.

# %% [markdown] about="detect_edges convolve2d"
# ### Spot the bug: the sign of an edge
#
# CUHK's slide is called "Example: Edge Detection by *Convolution*". It shows an input, the kernel
# $[1, -1]$ and an output. **With which sign does the left edge of a bright bar come out?**

# %% about="detect_edges convolve2d"
draw.compared(
    ("correlation", detect_edges, photo),
    ("convolution", convolve2d, photo, edge_kernel, "valid"),
    title="The same kernel, [1, −1]",
)

# %% [markdown] about="detect_edges convolve2d"
# <details><summary>Compare</summary>
#
# The slide alone does not say: **the sign depends on the operation.**
#
# - Correlation: $I(i, j) - I(i, j + 1)$, a pixel minus its *right* neighbour. The left edge of a
#   bright bar is negative: 0 − 9 = −9.
# - Convolution flips the kernel to $[-1, 1]$: $I(i, j + 1) - I(i, j)$, a pixel minus its *left*
#   neighbour. The same edge is positive: 9 − 0 = 9.
#
# Corrected, the title would name one of the two and the sign that goes with it. If you only show
# how *strong* an edge is, the difference does not matter; as soon as you ask "dark to bright or
# bright to dark?", it does. In this course `detect_edges` correlates.
#
# </details>

# %% [markdown]
# ## What you have seen
#
# - Correlation: lay the kernel on the image, multiply, add, move on. One sum of products per
#   window.
# - Convolution does the same with the kernel turned by 180°. It commutes; correlation does not.
# - *valid* and *same* are parts of *full*; with even kernels, ask which *same* is meant.
# - The layers of a neural network correlate and are called convolutional. Now you know to ask.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** In this notebook the kernel moved in steps of one, and the output's size followed from
# the mode. Assignment **03, Geometry,** lets it take larger steps, pads on purpose, spreads the
# kernel out, and asks the question behind it all: how much of the image does one output pixel see?
