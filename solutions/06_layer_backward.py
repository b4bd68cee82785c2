# %% [markdown]
# # 06 · Convolution backward
#
# **What you'll do**
# - You nudge one weight and one entry of a signal, and follow what happens.
# - You derive all gradients of a layer: along a signal with us, in two dimensions on your own.
# - You write the backward pass of a layer in loops. <!-- about="conv_backward_naive" -->
# - You find dx once more, as a full convolution. <!-- about="dx_as_full_convolution" -->
# - You write the backward pass as two matrix products. <!-- about="conv_backward_im2col" -->
# - You correct four statements of a slide. <!-- about="four_sentences" -->
# - You see a gradient check pass a wrong layer. <!-- about="conv_backward_naive" -->
#
# **What you'll learn**
# - why gradients are *sums*, and over what;
# - what stride, padding and the batch do to them;
# - where the famous half turn of the kernel comes from, and where it must *not* be;
# - why the transpose of a matrix carries gradients back;
# - what a passed gradient check proves, and what it does not.
#
# **What you need.** The forward pass of a convolutional layer (04), im2col and col2im (05), and
# the chain rule (00). The code of earlier assignments is given where it is needed.
#
# **Plan** <!-- plan -->, in two sittings. Sections 1 to 4 are the first, with the
# most important function of the course; sections 5 to 9 are the second.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Keep paper
# at hand: this notebook is mostly about following numbers backwards. The two decks that we quote go
# by short names: TU/e and Bonn. All indices begin at 0 unless we say so.
#
# Each function that you write has a `check` below it, and three hints: `hint(f, 1)` to `hint(f, 3)`
# for a function f. When a check says *Looks like*, a known mistake gives in every case just what
# yours gave; *Looks at least like* means that it explains most of what is wrong, and *In this case
# it looks like* that it explains some of it.

# %% setup=true
# setup

# %% [markdown]
# ## 1. What a nudge does
#
# A signal $x$ of length $L$ and a kernel $w$ of length $K$ make $L - K + 1$ outputs:
#
# $$y_n = \sum_{i=0}^{K-1} x_{n+i}\, w_i \qquad n = 0, \dots, L - K$$
#
# Behind the layer come other layers, and at the very end one number, the **loss** $\mathcal{L}$.
# Somebody hands us, for each output, how fast the loss changes with it. We call that `dout`:
#
# $$\mathrm{dout}_n = \frac{\partial \mathcal{L}}{\partial y_n}$$
#
# Our job is to find the same for everything that went *in*: `dx` and `dw`. We need not know what
# comes behind the layer. All that counts of it is in `dout`.
#
# The example for paper: `x = [1, 2, 4, 7]`, `w = [3, 1]`, and from behind `dout = [1, 2, 3]`.
#
# **Predict.** Nudge $w_0$ from 3 to 3.01. By how much does each of the three outputs move? And the
# loss, if output $n$ counts $\mathrm{dout}_n$ times?

# %%
x = np.array([1.0, 2, 4, 7])
w = np.array([3.0, 1])
dout = np.array([1.0, 2, 3])
y = np.correlate(x, w, "valid")
nudged = np.correlate(x, w + np.array([0.01, 0]), "valid")
print("outputs     ", y)
print("they move by", (nudged - y).round(6))
print("the loss by ", np.sum((nudged - y) * dout).round(6))

# %% [markdown]
# One weight moves *all three* outputs, each by its own amount: by the entry of $x$ that the weight
# met there. The loss feels all three movements, and they add up: $0.01 + 2 \cdot 0.02 + 3 \cdot
# 0.04 = 0.17$, which is 17 times the nudge. So $\partial \mathcal{L} / \partial w_0 = 17$.
#
# **Predict.** Now nudge an entry of the signal instead, $x_1$ from 2 to 2.01. Which outputs move?

# %%
nudged = np.correlate(x + np.array([0, 0.01, 0, 0]), w, "valid")
print("they move by", (nudged - y).round(6))
print("the loss by ", np.sum((nudged - y) * dout).round(6))

# %% [markdown]
# Two of them: $x_1$ lies in the first two windows, where it meets $w_1 = 1$ and $w_0 = 3$. The loss
# moves by $1 \cdot 0.01 + 2 \cdot 0.03 = 0.07$, so $\partial \mathcal{L} / \partial x_1 = 7$.
#
# That is the whole idea. The **chain rule** says it in general: if a quantity $u$ moves the outputs
# $y_0, y_1, \dots$, then
#
# $$\frac{\partial \mathcal{L}}{\partial u} = \sum_n \frac{\partial \mathcal{L}}{\partial y_n}
# \cdot \frac{\partial y_n}{\partial u} = \sum_n \mathrm{dout}_n \cdot
# \frac{\partial y_n}{\partial u}$$
#
# There is one term for each way from $u$ to the loss. All that remains is to ask of each quantity:
# **where was it used, and by what was it multiplied there?**

# %% [markdown]
# ## 2. Along a signal
#
# TU/e walks this way in small steps, first to $w_1$, then to $x_1$. TU/e counts from 1; here are
# its three outputs in that manner:
#
# $$y_1 = x_1 w_1 + x_2 w_2 \qquad y_2 = x_2 w_1 + x_3 w_2 \qquad y_3 = x_3 w_1 + x_4 w_2$$
#
# ### Back to a weight
#
# 1. **Where is $w_1$ used?** Once in every output.
# 2. **By what is it multiplied?** By $x_1$ in $y_1$, by $x_2$ in $y_2$, by $x_3$ in $y_3$. These
#    are the local derivatives $\partial y_n / \partial w_1$.
# 3. **Multiply by what comes from behind, and add:**
#
# $$\frac{\partial \mathcal{L}}{\partial w_1} = \frac{\partial \mathcal{L}}{\partial y_1} x_1 +
# \frac{\partial \mathcal{L}}{\partial y_2} x_2 + \frac{\partial \mathcal{L}}{\partial y_3} x_3 =
# 1 \cdot 1 + 2 \cdot 2 + 3 \cdot 4 = 17$$
#
# **Predict.** Do the three steps for $w_2$.
#
# <details><summary>Compare</summary>
#
# $w_2$ meets $x_2, x_3, x_4$: $1 \cdot 2 + 2 \cdot 4 + 3 \cdot 7 = 31$. So `dw = [17, 31]`.
#
# </details>
#
# For any weight, with TU/e's indices from 1 and with NumPy's from 0:
#
# - from 1: $\;\dfrac{\partial \mathcal{L}}{\partial w_i} = \sum_{n=1}^{L-K+1}
#   \dfrac{\partial \mathcal{L}}{\partial y_n}\, x_{n+i-1}$
# - from 0: $\;\mathrm{dw}_i = \sum_{n=0}^{L-K} \mathrm{dout}_n\, x_{n+i}$
#
# Read the second line once more: both indices go up together. It is a correlation, of the signal
# with `dout` as the kernel.

# %%
draw.signal_links()

# %% [markdown]
# ### Back to an entry of the signal
#
# 1. **Where is $x_1$ used?** In $y_1$ only.
# 2. **By what is it multiplied?** By $w_1$.
# 3. **Multiply and add:** $\partial \mathcal{L} / \partial x_1 = 1 \cdot 3 = 3$.
#
# $x_2$ is used twice: in $y_1$, where it meets $w_2$, and in $y_2$, where it meets $w_1$. So its
# gradient is $1 \cdot 1 + 2 \cdot 3 = 7$.
#
# **Predict.** Follow the links of the picture from $x_3$ and from $x_4$ (there they are called
# $x_2$ and $x_3$) to the outputs. What are their gradients?
#
# <details><summary>Compare</summary>
#
# $x_3$: $2 \cdot 1 + 3 \cdot 3 = 11$. $x_4$: $3 \cdot 1 = 3$. So `dx = [3, 7, 11, 3]`.
#
# </details>

# %%
draw.signal_links(backward=True)

# %% [markdown]
# There are two ways to read this picture, and both will come back.
#
# **Spreading.** Stand on the right. Each output *sends* its `dout`, times the whole kernel, to the
# stretch of `dx` that its window covers. Row by row, what is sent; what arrives at one place is
# added:
#
# | | $\mathrm{dx}_0$ | $\mathrm{dx}_1$ | $\mathrm{dx}_2$ | $\mathrm{dx}_3$ |
# |---|---|---|---|---|
# | $\mathrm{dout}_0$ | 1·3 | 1·1 | | |
# | $\mathrm{dout}_1$ | | 2·3 | 2·1 | |
# | $\mathrm{dout}_2$ | | | 3·3 | 3·1 |
# | sum | **3** | **7** | **11** | **3** |
#
# **Gathering.** Stand on the left. Entry $m$ was used in output $n$ by weight $i$ exactly if
# $m = n + i$. So it collects from the outputs $n = m - i$, as far as there are such outputs:
#
# $$\mathrm{dx}_m = \sum_{i} \mathrm{dout}_{m-i}\, w_i \qquad \text{over all } i \text{ with } 0
# \le m - i \le L - K$$
#
# Here one index goes up while the other goes down. In the table, the column of $\mathrm{dx}_1$
# holds the weights from bottom to top: 3, then 1. Nobody flipped anything. It is the same link,
# seen from its other end.
#
# TU/e puts the first way like this: "The gradient flows in blocks back analogously as the
# activations flow forward." Each row of the table is such a block. In TU/e's **vector form**, whole
# stretches move at once, one for each weight:
#
# - forward: $y = w_0\,(x_0, x_1, x_2) + w_1\,(x_1, x_2, x_3)$, that is
#   $3 \cdot (1, 2, 4) + 1 \cdot (2, 4, 7) = (5, 10, 19)$;
# - backward: $\mathrm{dx} = w_0\,(\mathrm{dout}, 0) + w_1\,(0, \mathrm{dout})$, that is
#   $3 \cdot (1, 2, 3, 0) + 1 \cdot (0, 1, 2, 3) = (3, 7, 11, 3)$.

# %% [markdown] about="correlate1d_backward"
# ### Write it: `correlate1d_backward`
#
# Both gradients for any signal and kernel, by spreading or by gathering, as you like. NumPy has
# functions that slide one array along another; you may use them, if you can say which way they
# turn. The inputs stay unchanged.


# %% exercise="correlate1d_backward"
def correlate1d_backward(dout, x, w):
    """Carry a gradient back through a valid correlation of a signal with a kernel.

    Parameters
    ----------
    dout : ndarray of shape (L - K + 1,)
        Gradient of the loss with respect to the output.
    x : ndarray of shape (L,)
    w : ndarray of shape (K,)

    Returns
    -------
    dx : ndarray of shape (L,), float64
    dw : ndarray of shape (K,), float64

    Examples
    --------
    >>> correlate1d_backward(np.array([1, 2, 3]), np.array([1, 2, 4, 7]), np.array([3, 1]))
    (array([ 3.,  7., 11.,  3.]), array([17., 31.]))
    """
    ### BEGIN SOLUTION
    K = len(w)
    dx = np.zeros(len(x))
    dw = np.zeros(K)
    for n in range(len(dout)):
        dx[n : n + K] += dout[n] * w
        dw += dout[n] * x[n : n + K]
    return dx, dw
    ### END SOLUTION


# %% about="correlate1d_backward"
draw.compared(
    ("your dx", lambda: correlate1d_backward(dout, x, w)[0]),
    ("your dw", lambda: correlate1d_backward(dout, x, w)[1]),
    title="Gradients of the example on paper",
)

# %% [markdown]
# ### Stride, padding and the batch
#
# Nothing about the three questions changes; only the answer to "where was it used?" does. With
# stride $s$, padding $p$ and zeros outside of the signal,
#
# $$y_n = \sum_{i=0}^{K-1} \tilde{x}_{s n + i - p}\, w_i \qquad \tilde{x}_m = x_m \text{ inside, }
# 0 \text{ outside}$$
#
# - **Weights.** $w_i$ still meets one entry in each output, now $\tilde{x}_{sn+i-p}$. The windows
#   of the backward pass begin where those of the forward pass began.
# - **Inputs.** $x_m$ is used in output $n$ by weight $i$ exactly if $m = s n + i - p$. With $s > 1$
#   many pairs $(m, i)$ have no such $n$. An entry that no window reaches has no term at all: its
#   gradient is 0, and still it has one.
# - **Padding.** The zeros outside are constants. Whatever flows to them has no one to go to, and is
#   dropped.
# - **Batch.** Each signal has its own $x$, so each gets its own `dx`. They *share* the weights, so
#   there are more ways from a weight to the loss, and the sum simply goes on over all of them.
#   Nothing is divided by their number: if the loss is a mean over the batch, that 1/N is in `dout`
#   already.
#
# **Predict.** `x = [1, 2, 4, 7, 5]`, `w = [3, 1]`, stride 2, no padding, `dout = [1, 2]`. What are
# `dx` and `dw`? Then `x = [1, 2, 4]`, padding 1, stride 1, the same `w`, `dout = [1, 2, 3, 4]`:
# what is `dx`?
#
# <details><summary>Compare</summary>
#
# Stride 2: the windows begin at 0 and at 2, and the last entry is in none of them.
#
# - `dx` = (1·3, 1·1, 2·3, 2·1, 0) = **(3, 1, 6, 2, 0)**
# - `dw` = (1·1 + 2·4, 1·2 + 2·7) = **(9, 16)**
#
# Padding 1: the padded signal is (0, 1, 2, 4, 0). Spread over it:
#
# - (1·3, 1·1 + 2·3, 2·1 + 3·3, 3·1 + 4·3, 4·1) = (3, 7, 11, 15, 4)
# - cut off both ends: `dx` = **(7, 11, 15)**
#
# </details>

# %% [markdown]
# ## 3. Two dimensions: your turn
#
# The layer of assignment 04, with every index in its place:
#
# $$\mathrm{out}[n, o, h, v] = b[o] + \sum_{c=0}^{C-1} \; \sum_{k=0}^{KH-1} \; \sum_{l=0}^{KW-1} \;
# \tilde{x}[n, c,\, s h + k - p,\, s v + l - p]\; w[o, c, k, l]$$
#
# | index | counts | from 0 to |
# |---|---|---|
# | $n$ | images of the batch | N − 1 |
# | $o$ | filters, one output channel and one bias each | O − 1 |
# | $c$ | channels of the input | C − 1 |
# | $h, v$ | rows and columns of the *output* | OH − 1, OW − 1 |
# | $k, l$ | rows and columns of the *kernel* | KH − 1, KW − 1 |
# | $i, j$ | rows and columns of the *input* | H − 1, W − 1 |
#
# We write $i, j$ for the pixel that is met: $i = sh + k - p$ and $j = sv + l - p$. ($v$ is a column
# of the output, since $w$ are the weights.) As before, $\tilde{x}$ is $x$ inside and 0 outside.
#
# The example from the board (Bonn) has one image, one channel, one filter, no bias, stride 1 and no
# padding:
#
# $$I = \begin{pmatrix} 1 & 3 & -1 \\ 2 & 1 & 0 \\ 0 & 2 & -1 \end{pmatrix} \qquad
# K = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} \qquad
# Y = I \star K = \begin{pmatrix} 4 & 5 \\ 0 & 6 \end{pmatrix} \qquad
# dY = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$$
#
# **Predict.** Which outputs does the middle pixel of $I$ feed, and by which weight each? Which does
# the top left pixel feed?

# %%
image = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])[None, None]  # (1, 1, 3, 3)
kernel = np.array([[1.0, 0], [2, -1]])[None, None]  # (1, 1, 2, 2)
dy = np.array([[1.0, 2], [3, 4]])[None, None]  # (1, 1, 2, 2)
draw.feeds()

# %% [markdown]
# Click through it. A pixel in the middle feeds as many outputs as the kernel has weights, each by a
# *different* weight; a corner feeds one. With stride 2 and 5 rows, the last row feeds nothing. With
# padding 1 even a corner is seen four times.
#
# Now walk back as along the signal. The three questions are the same: where was it used, by what
# was it multiplied, what comes from behind?

# %% [markdown] about="derive_dw"
# ### Derive dw
#
# Derive $\partial \mathcal{L} / \partial w[o, c, k, l]$ for the layer above, with any stride $s$,
# any padding $p$, and a batch of $N$ images. Begin at the chain rule; say over which indices you
# sum, and why. Confirm at least one entry of
# $dK = \begin{pmatrix} 17 & 4 \\ 12 & 3 \end{pmatrix}$ with all its products. (For a $dY$ of ones,
# $dK$ is $\begin{pmatrix} 7 & 3 \\ 5 & 2 \end{pmatrix}$, should you want a second one.)
#
# *One point each:* the chain rule with its sums; the local derivative, and how you find it; indices
# that carry stride, padding and batch; one entry confirmed.

# %% [markdown] written="derive_dw"
# ### BEGIN SOLUTION
# The weight $w[o, c, k, l]$ is used once in every output of filter $o$: in each image $n$, at each
# position $(h, v)$. It is used in no other filter's output. So the chain rule has the terms
#
# $$\frac{\partial \mathcal{L}}{\partial w[o,c,k,l]} = \sum_{n=0}^{N-1} \sum_{h=0}^{OH-1}
# \sum_{v=0}^{OW-1} \mathrm{dout}[n,o,h,v]\; \frac{\partial\, \mathrm{out}[n,o,h,v]}
# {\partial w[o,c,k,l]}$$
#
# In the forward sum exactly one term holds this weight. What it is multiplied by is the local
# derivative: $\tilde{x}[n, c, sh + k - p, sv + l - p]$. Hence
#
# $$\mathrm{dw}[o,c,k,l] = \sum_n \sum_h \sum_v \mathrm{dout}[n,o,h,v]\;
# \tilde{x}[n, c,\, sh + k - p,\, sv + l - p]$$
#
# Stride and padding stand in the index, as in the forward pass; where the index is outside of the
# image, the term is 0. The images share the weight, so the sum runs over the batch, without a
# factor 1/N.
#
# Check ($s = 1$, $p = 0$, one of each): $dK(0,0) = 1 \cdot 1 + 2 \cdot 3 + 3 \cdot 2 + 4 \cdot 1 =
# 17$, $dK(0,1) = 1 \cdot 3 + 2 \cdot (-1) + 3 \cdot 1 + 4 \cdot 0 = 4$, $dK(1,0) = 1 \cdot 2 + 2
# \cdot 1 + 3 \cdot 0 + 4 \cdot 2 = 12$, $dK(1,1) = 1 \cdot 1 + 2 \cdot 0 + 3 \cdot 2 + 4 \cdot (-1)
# = 3$.
# ### END SOLUTION

# %% [markdown] about="derive_dx"
# ### Derive dx
#
# 1. Derive $\partial \mathcal{L} / \partial x[n, c, i, j]$ for the same layer, with any stride and
#    padding. Say exactly which outputs have a term in the sum, and what the gradient of a pixel is
#    for which there are none.
# 2. Now let $s = 1$ and $p = 0$ and solve your condition for the outputs. What kind of sliding sum
#    is it, in the words of assignment 02?
# 3. Confirm the middle pixel of $dX = \begin{pmatrix} 1 & 2 & 0 \\ 5 & 7 & -2 \\ 6 & 5 & -4
#    \end{pmatrix}$ with its four products. (For a $dY$ of ones, $dX$ is $\begin{pmatrix} 1 & 1 & 0
#    \\ 3 & 2 & -1 \\ 2 & 1 & -1 \end{pmatrix}$.)
#
# *One point each:* the chain rule with its sums; which outputs have a term, by which factor, and
# what holds where there are none; part 2; part 3.

# %% [markdown] written="derive_dx"
# ### BEGIN SOLUTION
# 1. The pixel $x[n, c, i, j]$ is used in the outputs of its own image $n$ only, by *every* filter
#    $o$, at each position $(h, v)$ whose window contains it: there must be a tap $(k, l)$ with
#    $i = sh + k - p$ and $j = sv + l - p$. There it is multiplied by $w[o, c, k, l]$. So
#
#    $$\mathrm{dx}[n,c,i,j] = \sum_o
#    \sum_{\substack{h, v, k, l \\ sh + k - p = i \\ sv + l - p = j}} \mathrm{dout}[n,o,h,v]\;
#    w[o,c,k,l]$$
#
#    If no $(h, v, k, l)$ fulfils the conditions, because the stride leaves the pixel over, the sum
#    is empty and the gradient is 0.
# 2. For $s = 1$, $p = 0$ the conditions are $h = i - k$ and $v = j - l$:
#
#    $$\mathrm{dx}[n,c,i,j] = \sum_o \sum_k \sum_l \mathrm{dout}[n,o,\, i-k,\, j-l]\; w[o,c,k,l]$$
#
#    with `dout` zero outside. The indices run in opposite directions, so this is a true
#    *convolution* in mode *full*, of `dout` with each filter: a full correlation with the kernel
#    turned by 180°.
# 3. $dX(1,1) = dY(1,1) K(0,0) + dY(1,0) K(0,1) + dY(0,1) K(1,0) + dY(0,0) K(1,1) = 4 \cdot 1 + 3
#    \cdot 0 + 2 \cdot 2 + 1 \cdot (-1) = 7$.
# ### END SOLUTION

# %% [markdown]
# ### And the bias?
#
# **Predict.** Where is $b[o]$ used, and by what is it multiplied there? What is `db` for the $dY$
# above?
#
# <details><summary>Compare</summary>
#
# It is added once to every output pixel of filter $o$, in every image; the local derivative is 1.
# So
#
# $$\mathrm{db}[o] = \sum_n \sum_h \sum_v \mathrm{dout}[n, o, h, v]$$
#
# and for the example $1 + 2 + 3 + 4 = 10$ (for ones: 4).
#
# </details>

# %% [markdown]
# ## 4. Stop by stop
#
# Gathering needs a condition for each pixel. **Spreading needs none**: walk over the outputs, as
# the forward pass did, and let each output pixel hand its `dout` to all that it had used.
#
# **Predict.** The first output pixel has $dY(0,0) = 1$. What does it add to `dx`, and where? What
# to `dw`, and to `db`?

# %%
draw.backward_stepper()

# %% [markdown]
# After four stops all three gradients are there. Look at the kernel: it lies on `dx` *as it is*,
# and nothing was turned at any stop. And look at the middle of `dx`: every stop touched it, so the
# four shares had to be added, not written over each other.

# %% [markdown] about="conv_backward_naive"
# ### Write it: `conv_backward_naive`
#
# All three gradients, for any batch, channels, filters, stride and padding. Your function gets what
# the forward pass got (the bias itself is not needed). If the stride does not fit, some last rows
# or columns are in no window; `dx` has the shape of x all the same. You may use `np.pad`.


# %% exercise="conv_backward_naive"
def conv_backward_naive(dout, x, w, stride, padding):
    """Carry a gradient back through a convolutional layer, in loops.

    Parameters
    ----------
    dout : ndarray of shape (N, O, OH, OW)
        Gradient of the loss with respect to the layer's output.
    x : ndarray of shape (N, C, H, W)
        The layer's input, as the forward pass got it (not padded).
    w : ndarray of shape (O, C, KH, KW)
    stride, padding : int
        As in the forward pass.

    Returns
    -------
    dx : ndarray of shape (N, C, H, W), float64
    dw : ndarray of shape (O, C, KH, KW), float64
    db : ndarray of shape (O,), float64
        Sums over the batch; nothing is divided by N.

    Examples
    --------
    >>> x, w = np.arange(6.0).reshape(1, 1, 2, 3), np.ones((1, 1, 2, 2))
    >>> dx, dw, db = conv_backward_naive(np.ones((1, 1, 1, 2)), x, w, 1, 0)
    >>> dx[0, 0]
    array([[1., 2., 1.],
           [1., 2., 1.]])
    """
    ### BEGIN SOLUTION
    (H, W), (O, _, KH, KW), p = x.shape[2:], w.shape, padding
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(O)
    for n, o, h, v in np.ndindex(dout.shape):
        rows = slice(stride * h, stride * h + KH)
        columns = slice(stride * v, stride * v + KW)
        dx_pad[n, :, rows, columns] += dout[n, o, h, v] * w[o]
        dw[o] += dout[n, o, h, v] * x_pad[n, :, rows, columns]
        db[o] += dout[n, o, h, v]
    dx = dx_pad[:, :, p : p + H, p : p + W]
    return dx, dw, db
    ### END SOLUTION


# %% [markdown] about="conv_backward_naive"
# On the worked example, these should be the numbers from your paper.

# %% about="conv_backward_naive"
draw.compared(
    ("your dX", lambda: conv_backward_naive(dy, image, kernel, 1, 0)[0][0, 0]),
    ("your dK", lambda: conv_backward_naive(dy, image, kernel, 1, 0)[1][0, 0]),
    ("your db", lambda: conv_backward_naive(dy, image, kernel, 1, 0)[2]),
    title="The worked example",
)

# %% [markdown] about="conv_backward_naive"
# If all weights and all of `dout` are 1, `dx` counts by how many windows each pixel is seen.
#
# **Predict.** An image of 5×6 and a kernel of 2×2. Where are the counts largest with stride 1?
# Which pixels are never seen with stride 2, and with stride 3? What changes with padding 1?

# %% about="conv_backward_naive"
blank, ones = np.zeros((1, 1, 5, 6)), np.ones((1, 1, 2, 2))
draw.compared(
    ("stride 1", lambda: conv_backward_naive(np.ones((1, 1, 4, 5)), blank, ones, 1, 0)[0][0, 0]),
    ("stride 2", lambda: conv_backward_naive(np.ones((1, 1, 2, 3)), blank, ones, 2, 0)[0][0, 0]),
    title="How many windows see each pixel",
)
draw.compared(
    ("stride 3", lambda: conv_backward_naive(np.ones((1, 1, 2, 2)), blank, ones, 3, 0)[0][0, 0]),
    ("padding 1", lambda: conv_backward_naive(np.ones((1, 1, 6, 7)), blank, ones, 1, 1)[0][0, 0]),
    title="How many windows see each pixel",
)

# %% [markdown] about="conv_backward_naive"
# With stride 1 the rim is seen less often than the middle: corners once, edges twice, all others
# four times. With stride 2 the windows lie side by side and the last row is left over. With stride
# 3 there are gaps between them. With padding 1 every pixel is seen four times.
#
# This is a good place to stop for today.

# %% [markdown] about="four_sentences"
# ## 5. Spot the bugs: one slide
#
# Second sitting. With your own formulas at hand, read TU/e's slide "Backprop through a
# convolutional layer". It has these four statements (and between the first and the second a sum
# that is right: you met it in section 2).
#
# > 1. "The grad of each parameter is: pre-activations times the grad of the loss wrt to post
# >    activations"
# > 2. "To achive this the convolutional operation is done backwards. Or by transposing the filter"
# > 3. $\delta_i = \sum_{i=1}^{|w|} \frac{\partial L}{\partial y_{n-i+1}} w_i$
# > 4. $\delta = \frac{\partial L}{\partial y} * flip(w)$
#
# $\delta$ is the gradient that flows on to the layer's input. Say of each what is wrong, or under
# which condition it is right, and correct it. Support 2 and 4 with numbers, from the worked example
# or a smaller one.
#
# *One point each:* statements 1 and 3 together; statement 4; statement 2, with numbers.

# %% [markdown] written="four_sentences"
# ### BEGIN SOLUTION
# 1. The weights multiply the layer's **inputs**, so the gradient of a weight is *inputs* times the
#    gradient with respect to the layer's *outputs*. "Pre-activation" is usually the name of the
#    output before the nonlinearity, and "post-activation" of what comes after it; in these words
#    the sentence pairs two things on the wrong side of the weights. The sum below it is right.
# 2. The little filter is not transposed but **turned by 180°**: $\begin{pmatrix} 1 & 0 \\ 2 & -1
#    \end{pmatrix}$ becomes $\begin{pmatrix} -1 & 2 \\ 0 & 1 \end{pmatrix}$, while its transpose is
#    $\begin{pmatrix} 1 & 2 \\ 0 & -1 \end{pmatrix}$. With the transpose the worked example gives
#    [[−1, −2, 0], [−1, 1, 2], [6, 11, 4]]. In 1-D a transpose would change nothing at all, and the
#    kernel still has to be turned. (What is transposed is the matrix of the whole operation.)
# 3. $i$ cannot be both the entry that is asked for and the index of the sum. On the right $n$ is
#    left over: $\delta_n = \sum_{i=1}^{|w|} \frac{\partial L}{\partial y_{n-i+1}} w_i$, with
#    $\partial L / \partial y$ zero outside.
# 4. It depends on $*$. If $*$ is full **cross-correlation**, it is right. If $*$ is convolution, as
#    the sign usually means, it flips by itself, and flipping twice is not flipping: then it must be
#    $\delta = \frac{\partial L}{\partial y} * w$. With the kernel flipped once too often the worked
#    example gives [[−1, 0, 4], [−3, 3, 10], [0, 3, 4]].
# ### END SOLUTION

# %% [markdown]
# ## 6. Looking back from one pixel
#
# You spread. Libraries often gather: one sliding sum over `dout`, without anything that must be
# added up in place. For stride 1 and no padding, pixel $(i, j)$ collects from $\mathrm{dout}$ at
# $(i - k, j - l)$, and near the border some of these lie outside. A rim of zeros, $KH - 1$ rows
# and $KW - 1$ columns on each side, makes every pixel the same.
#
# So it is a full sliding sum over `dout`. How must the kernel lie on it?
#
# **Predict.** Lay the kernel on the padded $dY$ so that it touches only $dY(0,0)$, with its bottom
# right corner. In the forward pass, which weight had led from pixel (0, 0) to output (0, 0)? So
# which weight must lie in that corner?

# %%
draw.full_views()

# %% [markdown]
# Only the third gives the $dX$ that the stepper found. Pixel (0, 0) was multiplied by the *first*
# weight, and in this view it is met by the *last* place of the kernel. From the pixel's side the
# weights come in opposite order, in both axes: half a turn. A transpose leaves the corner where it
# was.
#
# | how it is said | right? |
# |---|---|
# | full correlation with the kernel as it is | no: [[−1, 0, 4], [−3, 3, 10], [0, 3, 4]] |
# | full correlation with the kernel turned by 180° | yes |
# | full (true) convolution with the kernel as it is | yes: it turns by itself |
# | full (true) convolution with the kernel turned by 180° | no: turned twice |
# | spreading, with the kernel as it is | yes: nothing to turn |

# %% [markdown] about="dx_as_full_convolution"
# ### Write it: `dx_as_full_convolution`
#
# The gradient of the input for stride 1 and no padding, by gathering, with channels and filters.
# One more question to ask before you start: the forward pass sums over channels $c$. Over what does
# this one sum?


# %% exercise="dx_as_full_convolution"
def dx_as_full_convolution(dout, w):
    """Find the input's gradient of a layer with stride 1 and no padding: a full convolution.

    Parameters
    ----------
    dout : ndarray of shape (N, O, OH, OW)
    w : ndarray of shape (O, C, KH, KW)

    Returns
    -------
    dx : ndarray of shape (N, C, OH + KH - 1, OW + KW - 1), float64

    Examples
    --------
    >>> dx_as_full_convolution(np.ones((1, 1, 1, 1)), np.array([[[[1.0, 2], [3, 4]]]]))[0, 0]
    array([[1., 2.],
           [3., 4.]])
    """
    ### BEGIN SOLUTION
    N, _, OH, OW = dout.shape
    _, C, KH, KW = w.shape
    padded = np.pad(dout, ((0, 0), (0, 0), (KH - 1, KH - 1), (KW - 1, KW - 1)))
    turned = w[:, :, ::-1, ::-1]
    dx = np.zeros((N, C, OH + KH - 1, OW + KW - 1))
    for i, j in np.ndindex(dx.shape[2:]):
        window = padded[:, :, i : i + KH, j : j + KW]  # (N, O, KH, KW)
        dx[:, :, i, j] = np.einsum("nokl,ockl->nc", window, turned)
    return dx
    ### END SOLUTION


# %% about="dx_as_full_convolution conv_backward_naive"
draw.compared(
    ("spread, in loops", lambda: conv_backward_naive(dy, image, kernel, 1, 0)[0][0, 0]),
    ("gathered", lambda: dx_as_full_convolution(dy, kernel)[0, 0]),
    title="dX of the worked example, in two of your ways",
)

# %% [markdown]
# ### Stride: spread dout with zeros first
#
# With stride 2, neighbouring outputs looked at windows two pixels apart. A layer with stride 1
# would have had outputs in between; ours just did not keep them. So put them back with gradient 0
# (that is `dilate` of assignment 03), and go on as with stride 1. Rows and columns that the stride
# leaves over at the end become zeros, too.
#
# **Predict.** An image of 5×4, the kernel of the worked example, stride 2, and $dY$ as before. What
# does `dx` look like, if windows do not overlap?

# %%
draw.stride_backward()

# %% [markdown]
# Four copies of the kernel, each times its `dout`, side by side; the frame shows the first. The
# last row was seen by no window, and its gradient is 0.
#
# ### Padding: cut the rim off
#
# **Padding** is the other half: run the full convolution for the padded image, and cut off what
# belongs to the zeros around it.
#
# **Predict.** An image of 2×2, padding 1, the kernel of the worked example, and $dY$ of 3×3 with
# the numbers 1 to 9. How large is the gradient of the padded image, and which part of it is $dX$?

# %%
draw.padding_backward()

# %% [markdown]
# 4×4, and only the middle 2×2 belongs to pixels: the rim is dropped. Check the 8: the four windows
# that see this pixel bring $5 \cdot 1 + 4 \cdot 0 + 2 \cdot 2 + 1 \cdot (-1)$. So for any stride
# and padding: *spread, convolve fully, crop*.

# %% [markdown]
# ## 7. The second way: one big matrix
#
# A layer without bias is linear in its input, so a matrix can do it (05). Read the image row by row
# into a vector, $\mathrm{vec}(I)$, and every output is a weighted sum of its 9 entries: one row of
# a 4×9 matrix $A$.

# %%
draw.toeplitz_forward()

# %% [markdown]
# Coloured cells hold a weight (the kernel's own 0, too); in all other cells there is no link. Row
# $r$ lists **what output $r$ sees**. Row 0 holds the kernel at pixels 0, 1, 3 and 4: the first
# window.
#
# **Predict.** And what does a *column* list? Look at column 4, the middle pixel.

# %% [markdown] about="adjoint"
# ### Why the transpose?
#
# With $y = A x$ for vectors, show from the chain rule that the gradients obey
#
# $$\mathrm{vec}(dX) = A^\mathsf{T}\, \mathrm{vec}(dY)$$
#
# Confirm it for the middle pixel, with the numbers of column 4.
#
# *One point each:* the derivation; one entry confirmed.

# %% [markdown] written="adjoint"
# ### BEGIN SOLUTION
# $y_r = \sum_q A_{rq} x_q$, so $\partial y_r / \partial x_q = A_{rq}$. The chain rule sums over all
# outputs:
#
# $$\frac{\partial \mathcal{L}}{\partial x_q} = \sum_r \frac{\partial \mathcal{L}}{\partial y_r}
# A_{rq} = \sum_r (A^\mathsf{T})_{qr} \frac{\partial \mathcal{L}}{\partial y_r}$$
#
# which is entry $q$ of $A^\mathsf{T}\, \mathrm{vec}(dY)$. Column $q$ of $A$ lists by which weights
# pixel $q$ feeds the outputs. Column 4 is $(-1, 2, 0, 1)$, and $-1 \cdot 1 + 2 \cdot 2 + 0 \cdot 3
# + 1 \cdot 4 = 7$, the middle of $dX$.
# ### END SOLUTION

# %%
draw.toeplitz_backward()

# %% [markdown]
# Forward reads the links by rows, backward by columns. That is all that "backwards" means, and it
# needs no inverse. It is also what "transposing" can rightly be said of: the matrix $A$, not the
# kernel.
#
# It holds for *every* linear layer, with any stride and padding. Pad ($P$), correlate with stride 1
# ($T$), keep every $s$-th output ($S$): each is a matrix, and
#
# $$A = S\, T\, P \qquad\text{so}\qquad A^\mathsf{T} = P^\mathsf{T}\, T^\mathsf{T}\, S^\mathsf{T}$$
#
# The order is reversed, and each factor turns into its opposite number: $S^\mathsf{T}$ spreads with
# zeros, $T^\mathsf{T}$ is the full convolution, $P^\mathsf{T}$ crops. This is the sentence "spread,
# convolve fully, crop" once more, now with its reason.
#
# Let us see it for a layer with stride 2 and padding 1. Here is the forward pass of assignment 04,
# and a function that finds the matrix of any linear layer: column $q$ is what comes out for an
# image with a single 1 at pixel $q$.


# %%
def conv_forward_naive(x, w, b, stride, padding):
    """Run a convolutional layer, as in assignment 04."""
    (N, _, H, W), (O, _, KH, KW), p = x.shape, w.shape, padding
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    OH, OW = (H + 2 * p - KH) // stride + 1, (W + 2 * p - KW) // stride + 1
    out = np.zeros((N, O, OH, OW))
    for n, o, h, v in np.ndindex(out.shape):
        window = x_pad[n, :, stride * h : stride * h + KH, stride * v : stride * v + KW]
        out[n, o, h, v] = np.sum(window * w[o]) + b[o]
    return out


# %%
def matrix_of(forward, shape):
    """Find the matrix of a linear layer for one image of a shape (C, H, W)."""
    units = np.eye(np.prod(shape)).reshape(-1, *shape)
    return forward(units).reshape(len(units), -1).T


# %%
rng = np.random.default_rng(6)
batch = rng.integers(-3, 4, (2, 2, 5, 4))
filters, bias = rng.integers(-3, 4, (3, 2, 3, 2)), np.zeros(3)
gradient = rng.integers(-3, 4, (2, 3, 3, 3))
A = matrix_of(lambda units: conv_forward_naive(units, filters, bias, 2, 1), (2, 5, 4))
print("A has", A.shape[0], "rows (outputs) and", A.shape[1], "columns (pixels)")
print("share of zeros:", round(float(np.mean(A == 0)), 2))

# %% [markdown] about="conv_backward_naive"
# **Predict.** Multiply the transpose of this matrix by the first image's gradient. Is it your `dx`?

# %% about="conv_backward_naive"
draw.compared(
    ("A transposed times dout", lambda: (A.T @ gradient[0].ravel()).reshape(2, 5, 4)[0]),
    ("your dx", lambda: conv_backward_naive(gradient, batch, filters, 2, 1)[0][0, 0]),
    title="Image 0, channel 0, with stride 2 and padding 1",
)

# %% [markdown] about="conv_backward_naive"
# The same numbers. Your loops never built a matrix, and multiplied by its transpose all the same.

# %% [markdown]
# ## 8. The third way: columns
#
# In 05 the forward pass became one matrix product (Bonn). With the filters as rows of `w_rows`,
# (O, C·KH·KW), and the windows as columns of `cols`, (C·KH·KW, N·OH·OW):
#
# $$\mathrm{out\_rows} = \mathrm{w\_rows} \cdot \mathrm{cols} + b$$
#
# Now *both* factors want a gradient. For a product $Y = W X$ of matrices, entry by entry:
#
# $$Y_{om} = \sum_j W_{oj} X_{jm} \qquad\Rightarrow\qquad
# \mathrm{dW}_{oj} = \sum_m \mathrm{dY}_{om} X_{jm} \qquad
# \mathrm{dX}_{jm} = \sum_o W_{oj}\, \mathrm{dY}_{om}$$
#
# Those are the three questions again: $W_{oj}$ is used in row $o$ of $Y$, once for each column $m$,
# and multiplied by $X_{jm}$ there.
#
# **Predict.** Write both sums as matrix products. Which factor is transposed, and on which side
# does it stand? (The shapes leave you one choice.)
#
# <details><summary>Compare</summary>
#
# $\mathrm{dW} = \mathrm{dY}\, X^\mathsf{T}$ and $\mathrm{dX} = W^\mathsf{T}\, \mathrm{dY}$.
#
# </details>
#
# On the worked example, `w_rows` is (1, 0, 2, −1), `dout_rows` is (1, 2, 3, 4):

# %%
draw.columns_back()

# %% [markdown]
# - **dw:** (1, 2, 3, 4) times each row of `cols`: 1·1 + 2·3 + 3·2 + 4·1 = 17, then 4, 12 and 3.
# - **dcols:** each column is `dout` at one window times (1, 0, 2, −1).
# - **dx:** every entry of `dcols` goes back to the pixel that it was copied from, and there they
#   add up. That is col2im, the transpose of im2col. Pixel (1, 1) stands in all four columns:
#   −1 + 4 + 0 + 4 = 7.
#
# No condition, no turn, no loop over windows; and stride and padding are im2col's business. Only
# one thing needs care: `dout` is (N, O, OH, OW) and must become (O, N·OH·OW), with the columns in
# im2col's order, *image slowest*.

# %% [markdown] about="conv_backward_im2col"
# ### Write it: `conv_backward_im2col`
#
# The cell begins with im2col and col2im of assignment 05; use them as they are.


# %% exercise="conv_backward_im2col"
def im2col(x, size, stride, padding):
    """Copy every window of a batch into a column: (C*KH*KW, N*OH*OW), images slowest."""
    (N, C, H, W), (KH, KW), p = x.shape, size, padding
    OH, OW = (H + 2 * p - KH) // stride + 1, (W + 2 * p - KW) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    cols = np.zeros((C, KH, KW, N, OH, OW))
    for k, l in np.ndindex(KH, KW):
        met = padded[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
        cols[:, k, l] = met.swapaxes(0, 1)
    return cols.reshape(C * KH * KW, N * OH * OW)


def col2im(cols, x_shape, size, stride, padding):
    """Add every column back onto its window; the padding is cut off."""
    (N, C, H, W), (KH, KW), p = x_shape, size, padding
    OH, OW = (H + 2 * p - KH) // stride + 1, (W + 2 * p - KW) // stride + 1
    padded = np.zeros((N, C, H + 2 * p, W + 2 * p))
    cols = cols.reshape(C, KH, KW, N, OH, OW)
    for k, l in np.ndindex(KH, KW):
        met = padded[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
        met += cols[:, k, l].swapaxes(0, 1)
    return padded[:, :, p : p + H, p : p + W]


def conv_backward_im2col(dout, x, w, stride, padding):
    """Carry a gradient back through a convolutional layer, as two matrix products.

    Parameters
    ----------
    dout : ndarray of shape (N, O, OH, OW)
    x : ndarray of shape (N, C, H, W)
    w : ndarray of shape (O, C, KH, KW)
    stride, padding : int

    Returns
    -------
    dx : ndarray of shape (N, C, H, W), float64
    dw : ndarray of shape (O, C, KH, KW), float64
    db : ndarray of shape (O,), float64
    """
    ### BEGIN SOLUTION
    O, _, KH, KW = w.shape
    cols = im2col(x, (KH, KW), stride, padding)
    dout_rows = dout.transpose(1, 0, 2, 3).reshape(O, -1)
    dw = (dout_rows @ cols.T).reshape(w.shape)
    dcols = w.reshape(O, -1).T @ dout_rows
    dx = col2im(dcols, x.shape, (KH, KW), stride, padding)
    db = dout_rows.sum(axis=1)
    return dx, dw, db
    ### END SOLUTION


# %% [markdown]
# ## 9. Do they agree? And what would that prove?
#
# Three ways, one gradient. Here they are against each other on a layer of the same sizes as in
# section 7, with random numbers of many digits.

# %%
batch, filters = rng.standard_normal((2, 2, 5, 4)), rng.standard_normal((3, 2, 3, 2))
gradient = rng.standard_normal((2, 3, 3, 3))
A = matrix_of(lambda units: conv_forward_naive(units, filters, bias, 2, 1), (2, 5, 4))


def by_matrix():
    return (gradient.reshape(2, -1) @ A).reshape(batch.shape)


def parts(backward):
    """Three calls of a backward pass: for its dx, its dw and its db."""
    return [lambda i=i: backward(gradient, batch, filters, 2, 1)[i] for i in range(3)]


# %% about="conv_backward_naive conv_backward_im2col"
dx, dw, db = parts(conv_backward_naive)
dx_columns, dw_columns, db_columns = parts(conv_backward_im2col)
draw.distances(
    {
        "dx: loops, transposed matrix": (dx, by_matrix),
        "dx: loops, columns": (dx, dx_columns),
        "dw: loops, columns": (dw, dw_columns),
        "db: loops, columns": (db, db_columns),
    },
    title="Three ways to the same gradients",
)

# %% [markdown] about="conv_backward_naive conv_backward_im2col"
# Equal but for the last digits. The ways add in different orders, and rounding is all that differs.

# %% [markdown]
# The usual test of a backward pass is another one, the **gradient check** of assignment 00: nudge
# each input to both sides, run the *forward* pass, and compare.


# %%
def numerical_gradient(f, x, dout, h):
    """Estimate the gradient of sum(f(x) * dout) by central differences, as in assignment 00."""
    dx = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[i] = h
        dx[i] = np.sum((f(x + nudge) - f(x - nudge)) * dout) / (2 * h)
    return dx


# %%
def slopes(forward):
    def layer(pixels):
        return forward(pixels, filters, bias, 2, 1)

    return numerical_gradient(layer, batch, gradient, 1e-5)


# %% [markdown] about="conv_backward_naive"
# ### A bug that passes the check
#
# Imagine that somebody writes the forward pass with a bug: it turns the kernel first. Then they
# derive the backward pass from *their* forward pass, without any mistake. Your function serves to
# build it:


# %% about="conv_backward_naive"
def flipped_forward(x, w, b, stride, padding):
    """Planted bug: turn every kernel by 180 degrees first."""
    return conv_forward_naive(x, w[:, :, ::-1, ::-1], b, stride, padding)


def flipped_backward(dout, x, w, stride, padding):
    """The right backward pass of that wrong forward pass."""
    dx, dw, db = conv_backward_naive(dout, x, w[:, :, ::-1, ::-1], stride, padding)
    return dx, dw[:, :, ::-1, ::-1], db


# %% [markdown] about="conv_backward_naive"
# **Predict.** Does this pair pass a gradient check? How far is its `dx` from the right one?


# %% about="conv_backward_naive"
right, flipped = parts(conv_backward_naive)[0], parts(flipped_backward)[0]
draw.distances(
    {
        "your dx, right forward": (right, lambda: slopes(conv_forward_naive)),
        "flipped dx, flipped forward": (flipped, lambda: slopes(flipped_forward)),
        "flipped dx, right forward": (flipped, lambda: slopes(conv_forward_naive)),
    },
    title="Gradient checks for dx",
)

# %% [markdown]
# A gradient check asks one question: do these two functions belong together? A flipped forward and
# its own backward do, and differ by no more than rounding; yet for the layer that was asked for,
# `dx` and `dw` are wrong, and not by a little. **The check cannot see a mistake that both share.**
#
# Such a network even learns, since it only learns turned kernels. The bug comes to light when you
# load somebody else's weights. So test the forward pass against something independent, too. This is
# also why the checks of this notebook compare your backward passes with the *right* forward pass,
# whatever yours does.
#
# A second blind spot to remember: a check with `dout` of ones sees sums only. Take a random `dout`.

# %% [markdown]
# ## What you have seen
#
# - A gradient is a sum over all the ways to the loss: where was it used, and by what was it
#   multiplied?
# - `dw` correlates the input with `dout`; `dx` spreads `dout` with the kernel as it is, or gathers
#   with the kernel turned by 180°; `db` adds `dout` up. Batch and overlaps *add*.
# - Stride spreads `dout` with zeros, padding is cut off, and pixels that no window sees get 0.
# - All of it is multiplication by a transpose: of the big matrix, or of im2col.
# - A gradient check compares a backward pass with a forward pass, and nothing else.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** In assignment **07, Pooling,** the layer has no weights at all, and still a gradient: it
# must find its way back to the one pixel that won. What if two pixels win?
