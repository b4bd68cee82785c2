# %% [markdown]
# # 07 · Pooling
#
# **What you'll do**
# - You pool by hand, then write the layer. <!-- about="max_pool_forward" -->
# - You shift a signal, and watch what pooling lets through. <!-- about="shift_by_two" -->
# - You find out what may change places with a ReLU, and what may not.
# - You send a gradient back to the pixel that won. <!-- about="max_pool_backward" -->
# - You find the flaw in a slide's formula for two winners. <!-- about="pool_ties" -->
# - You send a gradient back through an average. <!-- about="avg_pool_backward" -->
# - You go from the sum to the maximum by turning one knob. <!-- about="lp_pool" -->
# - You make 21 numbers from an image of any size. <!-- about="spatial_pyramid_pool" -->
#
# **What you'll learn**
# - what pooling is for, and what it costs;
# - to tell apart what stays the same under a shift, and what moves along;
# - how gradients pass a maximum: ties, overlap, padding;
# - how maximum, mean and the norms between them belong together.
#
# **What you need.** Windows, stride and padding (03), the layer forward (04), and the chain rule as
# in 06: where was it used, and by what was it multiplied? This notebook stands alone.
#
# **Plan** <!-- plan -->. Sections 1 to 3 go forward, 4 and 5 backward; the rest is shorter.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Write the
# prediction down first. Each function that you write has a `check` below it, and three hints:
# `hint(f, 1)` to `hint(f, 3)` for a function f. When a check says *Looks like*, a known mistake
# gives in every case just what yours gave; *Looks at least like* means that it explains most of
# what is wrong, and *In this case it looks like* that it explains some of it. The decks that we
# quote go by short names: CUHK, CS231n deck, TU/e, Bonn, Canziani. All indices begin at 0.

# %% setup=true
# setup

# %% [markdown]
# ## 1. The largest of each window
#
# A feature map from a convolution says for each place how well a pattern fits there. Often the next
# layer need not know this for every pixel. CUHK lists what pooling is good for:
#
# 1. an **invariant representation**: "It is very useful if we care more about whether some feature
#    is present than exactly where it is" (section 2);
# 2. a **smaller representation**: "smaller and more manageable", and cheaper for all that follows.
#    Every later kernel also sees further, since the stride multiplies the jump (03);
# 3. **inputs of varying size** (section 7).
#
# **Max pooling** cuts a channel into windows and keeps the largest number of each. It "operates
# over each activation map independently" (CUHK): every channel of every image by itself, so the
# number of channels does not change. Here is the example of the CS231n deck.
#
# **Predict.** Windows of 2×2, stride 2. What are the four maxima, and where do they stand? And the
# four means?
#
# $$\begin{pmatrix} 1 & 1 & 2 & 4 \\ 5 & 6 & 7 & 8 \\ 3 & 2 & 1 & 0 \\ 1 & 2 & 3 & 4
# \end{pmatrix}$$

# %%
draw.window_maxima()

# %% [markdown]
# The frames are the windows; the green squares mark the winners. Only a quarter of the numbers is
# left. A convolution behind this layer has a quarter of the places to visit.
#
# **Predict.** The same for TU/e's example. Here the numbers grow neither to the right nor
# downwards:
#
# $$\begin{pmatrix} 12 & 20 & 30 & 0 \\ 8 & 12 & 2 & 0 \\ 34 & 70 & 37 & 4 \\ 112 & 100 & 25 & 12
# \end{pmatrix}$$
#
# <details><summary>Compare</summary>
#
# Maxima $\begin{pmatrix} 20 & 30 \\ 112 & 37 \end{pmatrix}$, means $\begin{pmatrix} 13 & 8 \\ 79 &
# 19.5 \end{pmatrix}$. (In the deck's example a program that always takes the bottom right pixel
# gets three of four maxima right. Choose your tests with care.)
#
# </details>
#
# ### Windows, in general
#
# For a window of $KH \times KW$, stride $s$ and padding $p$, as in 03 and 04:
#
# $$\mathrm{out}[n, c, h, v] = \max_{\substack{0 \le k < KH \\ 0 \le l < KW}}
# \tilde{x}[n, c,\, s h + k - p,\, s v + l - p] \qquad
# OH = \left\lfloor \frac{H + 2p - KH}{s} \right\rfloor + 1$$
#
# and $OW$ likewise. Here $n$ counts images, $c$ channels, $h, v$ rows and columns of the output,
# $k, l$ rows and columns of the window. There is no sum over $c$, and there are no weights.
#
# - Windows need not lie side by side. AlexNet pools 3×3 with stride 2: they **overlap** by a row or
#   column.
# - Where the stride does not fit, the layer rounds down, and what is left over is never seen.
# - What is $\tilde{x}$ outside of the image? For a convolution it was 0.
#
# **Predict.** The image is $\begin{pmatrix} -3 & -1 \\ -4 & -2 \end{pmatrix}$, padding 1, windows
# of 2×2, stride 2: each window holds one pixel and three cells of the rim. What comes out with a
# rim of zeros? What should come out?
#
# <details><summary>Compare</summary>
#
# With zeros, four times 0: a number that nobody measured wins everywhere. The rim must never win,
# so it holds **−∞**, and the result is $\begin{pmatrix} -3 & -1 \\ -4 & -2 \end{pmatrix}$. In NumPy
# that is `-np.inf`, which is a float: an array of whole numbers cannot hold it.
#
# </details>

# %% [markdown]
# ### Spot the bug: three hyperparameters
#
# The CS231n deck's summary of the pooling layer:
#
# > - "Requires three hyperparameter: Their spatial extent **F**, The stride **S**"
# > - "Introduces ZERO parameters since it computes a fixed function of the input"
# > - $W_2 = (W_1 - F)/S + 1$
#
# **Count.** How many hyperparameters are there? Which of a convolutional layer's four are gone, and
# why?
#
# <details><summary>Compare</summary>
#
# **Two**: F and S, and the formula uses no third one. A convolutional layer has the number of
# filters as well, and a padding. Pooling makes as many channels as it gets, so there is nothing to
# choose; and the deck notes that padding is not common for pooling. (Our layer has a padding all
# the same, since networks exist that use it. Then there are three, and the formula has $+ 2P$.)
#
# The second line is right: nothing is learnt, so no gradient will be needed for weights.
#
# </details>

# %% [markdown] about="max_pool_forward"
# ### Write it: `max_pool_forward`
#
# For a batch, any window, stride and padding. `size` is (KH, KW), rows first. The padding is never
# more than half of the smaller side of the window, so every window holds a pixel.


# %% exercise="max_pool_forward"
def max_pool_forward(x, size, stride, padding):
    """Keep the largest pixel of every window of every channel.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    size : tuple of two int
        (KH, KW): height and width of the window.
    stride : int
    padding : int
        Pixels of minus infinity on all four sides; at most min(size) // 2.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        OH = (H + 2 * padding - KH) // stride + 1, and OW likewise.

    Examples
    --------
    >>> max_pool_forward(np.array([[[[-3.0, -1.0], [-4.0, -2.0]]]]), (1, 2), 1, 0)[0, 0]
    array([[-1.],
           [-2.]])
    """
    ### BEGIN SOLUTION
    (KH, KW), p = size, padding
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
    OH = (padded.shape[2] - KH) // stride + 1
    OW = (padded.shape[3] - KW) // stride + 1
    out = np.zeros((*x.shape[:2], OH, OW))
    for h, v in np.ndindex(OH, OW):
        window = padded[:, :, h * stride : h * stride + KH, v * stride : v * stride + KW]
        out[:, :, h, v] = window.max(axis=(2, 3))
    return out
    ### END SOLUTION


# %% [markdown] about="max_pool_forward"
# A photograph has 107 × 100 pixels. **Predict.** How large is it after windows of 4×4 with
# stride 4? Will it get brighter or darker?

# %% about="max_pool_forward"
photo = draw.photo()
draw.compared(
    ("as it is", lambda: photo),
    ("4 by 4, stride 4", lambda: max_pool_forward(photo[None, None], (4, 4), 4, 0)[0, 0]),
    title="A photograph, pooled",
)

# %% [markdown] about="max_pool_forward"
# 26 × 25: three rows are left over. It gets brighter, since in each window the brightest pixel
# speaks for all sixteen; bright details grow, and dark lines vanish. A feature map works the same
# way: a strong answer survives, whatever lies around it.

# %% [markdown]
# ## 2. What a shift does
#
# Assignment 01 had two words. A layer is **equivariant** if a shift of the input shifts the output
# along, and **invariant** if it changes nothing. Convolutions are equivariant. Pooling is said to
# make networks invariant. Is that so?
#
# Take a signal with two bright pixels, and pool it with windows of 2 and stride 2:
#
# $$x = (0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0) \quad\to\quad (0, 9, 0, 0, 5, 0)$$
#
# **Predict.** What comes out if you shift the signal by one place to the right? By one to the left?
# By two to the right? (Zeros move in at the end.)

# %% [markdown] about="shift_by_two"
# ### Spot the bug: shifted by two
#
# Bonn writes about two by two max pooling:
#
# > "If an input is shifted by two pixels, the result will remain the same!"
#
# 1. Show with numbers that this is false. You may use the signal above.
# 2. Write a sentence in its place that is true.
#
# *One point each:* an input, the shifted input, and both outputs; a corrected sentence.

# %% [markdown] written="shift_by_two"
# ### BEGIN SOLUTION
# 1. $(0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0)$ pools to $(0, 9, 0, 0, 5, 0)$. Shifted by two to the
#    right it is $(0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 5, 0)$ and pools to $(0, 0, 9, 0, 0, 5)$. The two
#    results are not the same.
# 2. If an input is shifted by two pixels, the stride, then the result is shifted by one. (It stays
#    the same only if each maximum stays within its window, which a shift by *one* may do.)
# ### END SOLUTION

# %% [markdown]
# When you have written down your predictions, look at all of them.

# %%
draw.pooled_shifts()

# %% [markdown]
# | shift | result | |
# |---|---|---|
# | 1 to the right | as before | both maxima have stayed in their windows |
# | 1 to the left | moved by 1 | both have just left them |
# | 2 to the right | moved by 1 | a shift by the stride always moves by 1, but for the ends |
#
# So pooling is **not invariant** to shifts in general. It is equivariant to shifts by whole
# strides: $s$ pixels in, one out. For shifts in between it depends on where the maxima stand. A
# single bright pixel that moves by one stays in its window of 2 in one of two cases.
#
# Bonn goes on that pooling layers are used repeatedly, since their effect adds up. After three such
# layers in a row one number stands for a stretch of 8 pixels. The bright pixel that moves by one
# now stays in its stretch in 7 of 8 cases, and the result does not change. *That* is the invariance
# that pooling gives: to small shifts, of sparse features, most of the time. The price is the same
# thing seen from the other side: nobody can tell any more where in the stretch the feature was.
# Complete invariance comes with one window over the whole map, as long as the feature does not
# leave it.

# %% [markdown]
# ## 3. What may change places with a ReLU?
#
# TU/e draws networks in both orders: convolution, pooling, ReLU on one slide; convolution, ReLU,
# pooling on another. Are they different networks? ReLU is $r(x) = \max(0, x)$, applied to each
# number.
#
# **Predict.** Take the window $-3, 1, -2, 2$. Max pooling, then ReLU; ReLU, then max pooling: what
# comes out? And the same for average pooling?

# %%
draw.relu_swaps()

# %% [markdown]
# Max pooling gives 2 in both orders. Average pooling gives 0, or 0.75. One line each says why:
#
# - $r$ never turns an order around: $a \le b$ implies $r(a) \le r(b)$. So the largest pixel is
#   still a largest one after $r$, and $\max_i r(x_i) = r(\max_i x_i)$. **ReLU and max pooling
#   commute**, for any window.
# - $r$ is not linear: of $-1$ and $1$ the mean is 0, and $r(0) = 0$; after $r$ they are 0 and 1,
#   with the mean $0.5$. **ReLU and average pooling do not commute**; what was negative may cancel
#   in one order, and cannot in the other.
#
# **Predict.** If the order does not matter for the result, which one is cheaper with 2×2 windows
# side by side?
#
# <details><summary>Compare</summary>
#
# Pooling first: ReLU then has a quarter of the numbers to look at.
#
# </details>

# %% [markdown]
# ## 4. Back to the winner
#
# There are no weights, so there is only `dx` to find. As in 06: `dout` holds for each output how
# fast the loss changes with it, $\mathrm{dout} = \partial \mathcal{L} / \partial\, \mathrm{out}$.
#
# ### One maximum of two numbers
#
# Let $y = \max(a, b)$ with $a = 2$, $b = 5$. Nudge $a$ to 2.01: $y$ stays 5. Nudge $b$ to 5.01: $y$
# moves along to 5.01. So as long as $a < b$
#
# $$\frac{\partial y}{\partial a} = 0 \qquad \frac{\partial y}{\partial b} = 1$$
#
# The maximum passes the gradient on to the winner, and none to the other. It does not matter *how
# large* the winner is, or how much larger.
#
# ### A window
#
# **Predict.** The deck's first window holds 1, 1, 5, 6, and its `dout` is 10. What is the gradient
# of each of the four? Check by nudging each one by 0.01.

# %%
window = np.array([1.0, 1, 5, 6])
for i in range(4):
    nudged = window + 0.01 * (np.arange(4) == i)
    print(f"pixel {i}: the maximum moves by {nudged.max() - window.max():.2f}")

# %% [markdown]
# Only the 6 moves the output, one to one. So `dx` is (0, 0, 0, 10). In general, with $(i, j)$ a
# pixel of the image,
#
# $$\mathrm{dx}[n, c, i, j] = \sum_{(h, v):\ (i, j) \text{ won window } (h, v)} \mathrm{dout}[n, c,
# h, v]$$
#
# ### Overlap
#
# Why a sum? Because a pixel may win in several windows. Windows of 3 with stride 2 along a signal:
#
# **Predict.** The signal is (1, 6, 2, 4, 9, 3, 5), and `dout` is (1, 2, 3). Find the three winners,
# and the seven entries of `dx`.

# %%
draw.gradient_overlaps()

# %% [markdown]
# The 9 lies in two windows and wins both, so it collects $2 + 3 = 5$. If you *assign* instead of
# adding, it keeps 3 only.
#
# ### Two dimensions
#
# **Predict.** Below are four layers. Before you click, look at `x` and `dout` alone: which pixel
# gets the most gradient, and which pixels get none? Then choose the outputs one after the other:
# `dx` collects what they send back.

# %%
draw.routes()

# %% [markdown]
# - *Side by side*: each window has its own winner, and `dx` holds the numbers of `dout`, apart.
# - *Overlapping*: the 9 wins four of six windows, and collects $1 + 2 + 4 + 5 = 12$.
# - *Ties*: several pixels are equal to the maximum. This course gives everything to the **first one
#   in row-major order**: row by row, from left to right. Why not to all of them?
# - *Padding*: the rim of −∞ never wins, so no gradient is lost in it, even if all pixels are
#   negative.

# %% [markdown] about="pool_ties"
# ### Spot the bug: two winners
#
# TU/e gives the derivative of the maximum like this:
#
# $$a(x) = \max(x), \qquad \frac{\partial a(x)}{\partial x_i} = \begin{cases} 1, &
# \text{if } x_i = \max(x) \\ 0, & \text{otherwise} \end{cases}$$
#
# Take a window with a **tie**: $x = (3, 3, 1, 0)$. If the $g_i$ are the slopes at $x$, then for
# small moves $d_i$ of the pixels the maximum moves by about $\sum_i g_i d_i$.
#
# 1. Which $g_i$ does the formula give here? What is their sum?
# 2. Raise both 3s by the same small amount, or lower them. By how much does the maximum move, and
#    what does the formula predict? Give the numbers.
# 3. Write a rule for ties that can be used, and say why its weights must add to 1.
#
# *One point each:* part 1; part 2; part 3, half of it for the rule and half for the reason.

# %% [markdown] written="pool_ties"
# ### BEGIN SOLUTION
# 1. Both 3s are equal to the maximum: $g = (1, 1, 0, 0)$, with the sum 2.
# 2. Raise both 3s by 0.1. The maximum is then 3.1 and has moved by 0.1; the formula predicts
#    $1 \cdot 0.1 + 1 \cdot 0.1 = 0.2$. (Lower both by 0.1: $-0.1$ against $-0.2$.)
# 3. Weight 1 for one of the tied pixels, say the first in row-major order, and 0 for all others.
#    Just as good: $1/m$ for each of $m$ tied pixels, or any weights on them that are not negative
#    and add to 1. They must add to 1 because moving *all* pixels by $t$ moves the maximum by
#    exactly $t$, and the prediction is $t \sum_i g_i$.
#
# Weights like these are called *subgradients*. At a tie the maximum has a kink and no derivative,
# but many subgradients; $(1, 1, 0, 0)$ is none. (Move one 3 alone, and you meet the kink: the
# maximum follows it up but not down, and no weights can predict both.)
# ### END SOLUTION

# %% [markdown]
# Ties are not rare. After a ReLU, windows that hold nothing but zeros are common, and so are equal
# pixels in pictures that were stored with 256 greys. And they have a second trap in store: let us
# run the gradient check of assignment 00 at a tie, with a nudge to both sides.
#
# **Predict.** Which slopes does it find for $(3, 3, 1, 0)$? And for $(3, 3, 3, 3)$?


# %%
def slopes_by_nudging(window, nudge=0.01):
    """Estimate the slope of the maximum in each entry by central differences."""
    steps = nudge * np.eye(len(window))
    moves = [(window + step).max() - (window - step).max() for step in steps]
    return np.array(moves) / (2 * nudge)


for window in (np.array([3.0, 3, 1, 0]), np.array([3.0, 3, 3, 3])):
    slopes = slopes_by_nudging(window).round(6)
    print(window, "slopes", slopes, "sum", slopes.sum())

# %% [markdown]
# Half for each tied pixel: up, the maximum moves along; down, the other pixel holds it where it is.
# With two tied pixels that happens to look like sharing; with four the "slopes" add to 2. So a
# gradient check tells nothing where there are ties. Test with numbers that all differ, and ties by
# hand.

# %% [markdown] about="max_pool_backward"
# ### Write it: `max_pool_backward`
#
# Your function gets what the forward pass got. `dx` is as large as `x`, also where windows leave
# pixels out. It holds floats even if `x` holds whole numbers, and `x` stays unchanged.


# %% exercise="max_pool_backward"
def max_pool_backward(dout, x, size, stride, padding):
    """Hand each window's gradient to the pixel that was its maximum.

    Parameters
    ----------
    dout : ndarray of shape (N, C, OH, OW)
        Gradient of the loss with respect to the output.
    x : ndarray of shape (N, C, H, W)
        The layer's input, as the forward pass got it (not padded).
    size : tuple of two int
        (KH, KW): height and width of the window.
    stride, padding : int
        As in the forward pass.

    Returns
    -------
    ndarray of shape (N, C, H, W), float64
        Among equal maxima the first one in row-major order gets all; overlaps add.

    Examples
    --------
    >>> x = np.array([[[[1, 9, 9], [2, 9, 3]]]])
    >>> max_pool_backward(np.array([[[[10.0, 5.0]]]]), x, (2, 2), 1, 0)[0, 0]
    array([[ 0., 15.,  0.],
           [ 0.,  0.,  0.]])
    """
    ### BEGIN SOLUTION
    (H, W), (KH, KW), p = x.shape[2:], size, padding
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
    dx = np.zeros(padded.shape)
    for n, c, h, v in np.ndindex(dout.shape):
        top, left = h * stride, v * stride
        window = padded[n, c, top : top + KH, left : left + KW]
        row, column = divmod(int(np.argmax(window)), KW)
        dx[n, c, top + row, left + column] += dout[n, c, h, v]
    return dx[:, :, p : p + H, p : p + W]
    ### END SOLUTION


# %% about="max_pool_backward"
deck = np.array([[[[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]]])
dout = np.array([[[[1.0, 2], [3, 4]]]])
draw.compared(
    ("deck, stride 2", lambda: max_pool_backward(dout, deck, (2, 2), 2, 0)[0, 0]),
    ("all equal", lambda: max_pool_backward(dout, np.ones((1, 1, 4, 4)), (2, 2), 2, 0)[0, 0]),
    ("3 by 3, stride 1", lambda: max_pool_backward(dout, deck, (3, 3), 1, 0)[0, 0]),
    title="dx of the deck's example, of ties, and with overlap",
)

# %% [markdown] about="max_pool_backward"
# In the first picture the numbers of `dout` stand where the maxima were. In the second they stand
# in the top left corner of each window. In the third the four windows of 3×3 overlap: the 7 wins
# both on the left, $1 + 3 = 4$, and the 8 both on the right, $2 + 4 = 6$. The numbers of `dx` add
# to 10 each time, as those of `dout` do: nothing is lost and nothing is made.

# %% [markdown]
# ## 5. Back to everybody
#
# **Average pooling** keeps the mean of each window, of all its $m = KH \cdot KW$ cells:
#
# $$\mathrm{out}[n, c, h, v] = \frac{1}{KH \cdot KW} \sum_{k=0}^{KH-1} \sum_{l=0}^{KW-1}
# \tilde{x}[n, c,\, s h + k - p,\, s v + l - p]$$
#
# with zeros outside. It is a correlation whose weights are all $1/m$, so its gradient is known from
# 06: each output spreads its `dout`, times the weight, over its window, and overlaps add.
#
# **Predict.** A signal of 3, windows of 2, stride 1, `dout` = (10, 4). What is `dx`?
#
# <details><summary>Compare</summary>
#
# (10/2, 10/2 + 4/2, 4/2) = **(5, 7, 2)**. For any signal, say (1, 2, 3) with the means (1.5, 2.5),
# the sum of outputs times `dout` is the sum of inputs times `dx`: $15 + 10 = 25$, and
# $5 + 14 + 6 = 25$. That is the transpose of assignment 06.
#
# </details>
#
# ### Spot the bug: a slide with the wrong title
#
# After the maximum TU/e has a second slide called "Backpropagation - maxpooling":
#
# > $$a(x) = \frac{1}{m} \sum_m (x), \qquad \frac{\partial a(x)}{\partial x} = \frac{1}{m}$$
#
# **What does it show?** And which index is missing?
#
# <details><summary>Compare</summary>
#
# **Average pooling**: $a$ is the mean of the $m$ numbers of a window. With indices it reads $a(x) =
# \frac{1}{m} \sum_{i=1}^{m} x_i$ and $\partial a(x) / \partial x_i = 1/m$ for *every* $i$. A
# maximum hands its gradient to one pixel; a mean shares it out among all.
#
# </details>
#
# ### And the padding?
#
# The divisor is $KH \cdot KW$ for every window, also where some cells lie in the padding: those
# cells count as zeros. (Libraries let you choose; PyTorch calls it `count_include_pad`, and True is
# its default.) In the backward pass these cells get their share like all others, and it is cut off
# with the rim.

# %% [markdown] about="avg_pool_backward"
# ### Write it: `avg_pool_backward`
#
# Which of the forward pass's numbers does it need? None: the slope of a mean is the same
# everywhere. So it gets the *shape* of x alone.


# %% exercise="avg_pool_backward"
def avg_pool_backward(dout, x_shape, size, stride, padding):
    """Share each window's gradient out among its pixels, in equal parts.

    Parameters
    ----------
    dout : ndarray of shape (N, C, OH, OW)
    x_shape : tuple of four int
        (N, C, H, W): the shape of the layer's input, without padding.
    size : tuple of two int
        (KH, KW): height and width of the window.
    stride, padding : int
        As in the forward pass.

    Returns
    -------
    ndarray of shape (N, C, H, W), float64
        Each window divides by KH * KW, whatever lies in the padding; overlaps add.

    Examples
    --------
    >>> avg_pool_backward(np.array([[[[10.0, 4.0]]]]), (1, 1, 1, 3), (1, 2), 1, 0)[0, 0]
    array([[5., 7., 2.]])
    """
    ### BEGIN SOLUTION
    (N, C, H, W), (KH, KW), p = x_shape, size, padding
    dx = np.zeros((N, C, H + 2 * p, W + 2 * p))
    share = dout / (KH * KW)
    for h, v in np.ndindex(dout.shape[2:]):
        window = dx[:, :, h * stride : h * stride + KH, v * stride : v * stride + KW]
        window += share[:, :, h, v][..., None, None]
    return dx[:, :, p : p + H, p : p + W]
    ### END SOLUTION


# %% about="avg_pool_backward max_pool_backward"
draw.compared(
    ("maximum", lambda: max_pool_backward(dout, deck, (2, 2), 2, 0)[0, 0]),
    ("mean", lambda: avg_pool_backward(dout, (1, 1, 4, 4), (2, 2), 2, 0)[0, 0]),
    ("mean, padding 1", lambda: avg_pool_backward(dout, (1, 1, 2, 2), (2, 2), 2, 1)[0, 0]),
    title="The same dout, sent back in two ways",
)

# %% [markdown] about="avg_pool_backward max_pool_backward"
# The maximum hands everything to one pixel, the mean a quarter to each of four. On the right an
# image of 2×2 with padding 1 has one pixel in each window: it gets its quarter, and three quarters
# are lost in the rim.

# %% [markdown]
# ## 6. One knob between sum and maximum
#
# Canziani's deck lists average and max pooling under one name, **$L_p$ pooling**. For a window with
# the numbers $x_1, \dots, x_m$ and a real number $p \ge 1$ it is the norm
#
# $$\lVert x \rVert_p = \Bigl(\sum_{i=1}^{m} |x_i|^p\Bigr)^{1/p}$$
#
# **Predict.** Take the window 1, 1, 5, 6. What is it for $p = 1$? For $p = 2$? Where does it go
# when $p$ grows?
#
# <details><summary>Compare</summary>
#
# $p = 1$: $1 + 1 + 5 + 6 = 13$. $p = 2$: $\sqrt{1 + 1 + 25 + 36} = \sqrt{63} \approx 7.9373$. Then
# 6.1589 for $p = 8$ and 6.0005 for $p = 32$: it comes down to the **maximum**, 6. The larger $p$,
# the more the largest power outweighs all others, until the root gives back that number alone.
#
# </details>
#
# The maximum of *sizes*, that is: −6 counts like 6. Behind a ReLU there is no difference.
#
# **And average pooling?** It is often said to be the case $p = 1$. **Is it?**
#
# <details><summary>Compare</summary>
#
# No: the $L_1$ norm of our window is 13, and its mean is 3.25. For numbers that are not negative
# they differ by the factor $m$, the number of pixels. If you *average* the powers instead of adding
# them, you get the **$p$-mean** $(\frac{1}{m} \sum |x_i|^p)^{1/p}$. It begins at the average, 3.25
# for $p = 1$, and comes *up* to the maximum: 5.87 for $p = 64$. So the family with average and
# maximum at its ends is that of the $p$-means, and for numbers without minus signs only.
#
# </details>

# %% [markdown] about="lp_pool"
# ### Write it: `lp_pool`
#
# The norm, not the mean; without padding.


# %% exercise="lp_pool"
def lp_pool(x, size, p, stride):
    """Sum up each window by its L_p norm.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    size : tuple of two int
        (KH, KW): height and width of the window.
    p : float
        At least 1.
    stride : int

    Returns
    -------
    ndarray of shape (N, C, (H - KH) // stride + 1, (W - KW) // stride + 1), float64
        (sum of abs(x)**p over the window)**(1 / p)

    Examples
    --------
    >>> lp_pool(np.array([[[[3.0, -4.0]]]]), (1, 2), 2, 1)
    array([[[[5.]]]])
    """
    ### BEGIN SOLUTION
    (N, C, H, W), (KH, KW) = x.shape, size
    out = np.zeros((N, C, (H - KH) // stride + 1, (W - KW) // stride + 1))
    for h, v in np.ndindex(out.shape[2:]):
        window = x[:, :, h * stride : h * stride + KH, v * stride : v * stride + KW]
        out[:, :, h, v] = (np.abs(window.astype(float)) ** p).sum(axis=(2, 3)) ** (1 / p)
    return out
    ### END SOLUTION


# %% about="lp_pool"
draw.lp_curve(lp_pool, np.array([1.0, 1, 5, 6]))

# %% [markdown] about="lp_pool"
# The norm comes down from the sum, the $p$-mean comes up from the average, and both meet at the
# maximum. By $p = 8$ the norm has nearly arrived, while the $p$-mean takes its time: the factor
# between them is $4^{1/p}$, and that goes to 1 slowly.

# %% [markdown]
# ## 7. Inputs of any size
#
# A dense layer at the end of a network wants a fixed number of inputs, but photographs come in all
# sizes. Windows of a fixed size give more numbers for a larger image. So turn it around: fix the
# *number* of windows, and let them grow with the image. **Spatial pyramid pooling** (He and others,
# 2014; CUHK quotes it for "handling inputs of varying size") does so on several levels at once: one
# bin over everything, then 2×2 bins, then 4×4.
#
# **Predict.** How many numbers is that for one channel? For an image of 5×7? For one of 8×6?

# %%
draw.pyramid_bins()

# %% [markdown]
# $1 + 4 + 16 = 21$ bins for both. Each bin gives its maximum, so every image becomes 21 numbers for
# each channel, whatever $H$ and $W$ are.
#
# Where 2 does not divide 5, the cut goes through a pixel. It then belongs to *both* bins (the
# darker stripes), so that no pixel is lost. Along an axis of $H$ pixels, bin $i$ of $n$ holds the
# rows
#
# $$\left\lfloor \frac{i H}{n} \right\rfloor \le h < \left\lceil \frac{(i + 1) H}{n} \right\rceil
# \qquad i = 0, \dots, n - 1$$
#
# and likewise for columns $w$, with $j$ and $W$. (⌊ ⌋ rounds down, ⌈ ⌉ rounds up.)
#
# **Predict.** Seven columns, four bins. Where does each one begin and end?
#
# <details><summary>Compare</summary>
#
# The cuts are at 1.75, 3.5 and 5.25. Columns 0–1, 1–3, 3–5 and 5–6, both ends included.
#
# </details>

# %% [markdown] about="spatial_pyramid_pool"
# ### Write it: `spatial_pyramid_pool`
#
# Any list of levels, in the order given. Within a level, bins come in row-major order. If there are
# more bins than pixels, the rule still gives each bin at least one; nothing special is needed.


# %% exercise="spatial_pyramid_pool"
def spatial_pyramid_pool(x, levels):
    """Keep the largest pixel of every bin of several grids.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    levels : list of int
        Bins along each axis, one number for each level; level n has n * n bins.

    Returns
    -------
    ndarray of shape (N, C, bins)
        bins is the sum of n * n over all levels: by level, then row by row.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]]])
    >>> spatial_pyramid_pool(x, [1, 2])
    array([[[9., 5., 6., 8., 9.]]])
    """
    ### BEGIN SOLUTION
    H, W = x.shape[2:]
    found = []
    for n in levels:
        for i, j in np.ndindex(n, n):
            rows = slice(i * H // n, -(-(i + 1) * H // n))
            columns = slice(j * W // n, -(-(j + 1) * W // n))
            found.append(x[:, :, rows, columns].max(axis=(2, 3)))
    return np.stack(found, axis=2)
    ### END SOLUTION


# %% about="spatial_pyramid_pool"
wide, tall = np.arange(12.0).reshape(1, 1, 3, 4), np.arange(15.0).reshape(1, 1, 5, 3)
for name, x in (("3 by 4", wide), ("5 by 3", tall)):
    draw.compared(
        (name, lambda x=x: x[0, 0]),
        ("levels 1 and 2", lambda x=x: spatial_pyramid_pool(x, [1, 2])[0]),
        title=f"An image of {name}, and its 1 + 4 numbers",
    )

# %% [markdown] about="spatial_pyramid_pool"
# Five numbers for both. The first is the largest pixel of all; the next four belong to the 2×2
# bins, row by row. Check one on paper: in the taller image the first of these bins holds rows 0 to
# 2 and columns 0 to 1, and its largest pixel is 7. A dense layer behind this needs to know the
# number of channels, and nothing about the image's size.

# %% [markdown]
# ## 8. Invariance that is learned
#
# So far we pooled over *places*, and small shifts came to matter less. CUHK has a second idea:
#
# > "If we pool over the outputs of separately parametrized convolutions, the features can learn
# > which transformations to become invariant to."
#
# That is, take several filters with weights of their own, and keep at each place the largest of
# their answers: pool over *filters*. Here are three filters for a bar, upright, lying and oblique:
#
# $$\begin{pmatrix} -1 & 2 & -1 \\ -1 & 2 & -1 \\ -1 & 2 & -1 \end{pmatrix} \qquad
# \begin{pmatrix} -1 & -1 & -1 \\ 2 & 2 & 2 \\ -1 & -1 & -1 \end{pmatrix} \qquad
# \begin{pmatrix} -1 & -1 & 2 \\ -1 & 2 & -1 \\ 2 & -1 & -1 \end{pmatrix}$$
#
# A bar has a 1 where its filter has a 2, and 0 elsewhere. A filter's answer is the sum of its
# weights times the pixels below, as in 02.
#
# **Predict.** What do they answer to each of the three bars, and to a single dot in the middle?
# What is the largest answer each time?

# %%
upright = np.array([[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]])
oblique = np.array([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]])
filters = {"upright": upright, "lying": upright.T, "oblique": oblique}
bars = {name: (weights > 0) * 1 for name, weights in filters.items()}
inputs = bars | {"a dot": np.pad([[1]], 1)}
answers = np.array([[np.sum(w * x) for w in filters.values()] for x in inputs.values()])
draw.oriented(filters, inputs, answers)

# %% [markdown]
# Each filter answers 6 to its own bar and 0 to the others. The largest answer is 6 for *all three
# bars*, and 2 for the dot: "there is a bar, in some direction". No single filter is invariant to
# turning; their maximum is, for the directions that the filters know.
#
# Nobody told the layer that the transformation is a turn. Had the filters learned bars of three
# widths, it would not mind the width. Pooling over places builds one invariance in; pooling over
# filters **learns which one is useful**. In the backward pass the winner takes all once more: only
# the filter that answered most strongly gets the gradient, and learns from this example.

# %% [markdown]
# ## What you have seen
#
# - Pooling sums up windows, channel by channel, without weights. It has two hyperparameters, and a
#   rim of −∞ if it is padded.
# - A shift by the stride moves the result by one. Small shifts change it rarely if features are
#   sparse, the more rarely the more layers pool; that is as far as the invariance goes.
# - ReLU and maximum commute; ReLU and mean do not.
# - A maximum hands its gradient to the winner, a mean to everybody. Overlaps add. At ties the
#   weights must add to 1, and a gradient check cannot help.
# - The norms go from the sum to the maximum, the $p$-means from the average to the maximum.
# - A pyramid gives as many numbers for every size; a maximum over filters learns its invariance.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** Assignment **08, The rest of the network,** has the small parts that stand between the
# large ones: sigmoid and ReLU with their gradients, softmax with its loss, flattening, dropout, and
# the normalisation of AlexNet.
