# %% [markdown]
# # 11 · The finale: real data
#
# **What you'll do**
# - You find a star in a photograph by correlation, whatever the light. <!-- about="find_patch" -->
# - You let gradient descent find a kernel that somebody has hidden. <!-- about="learn_kernel" -->
# - You write the step with momentum that moves all parameters. <!-- about="sgd_step" -->
# - You write the gradients of a whole network. <!-- about="network_gradients" -->
# - You train it on handwritten digits, against a network without convolutions, and say what the
#   figures show, and what they do not.
#
# **What you'll learn**
# - how correlation becomes a search, and what has to be taken out of it first;
# - that a layer's backward pass is all that one needs to *learn* its kernel;
# - how layers become a network, forward and back;
# - how to compare two networks honestly;
# - what a convolutional network is better at, and that it is not everything.
#
# **What you need.** Correlation (02), the backward pass (06), pooling (07), the rest of the network
# (08), shapes and costs (09, 10). Their code is given where it is needed.
#
# **Plan** <!-- plan -->. Sections 1 and 2 need no network; sections 3 to 5 build one, train it and
# judge it.
#
# **How to work.** As before: question, *prediction*, short cell, picture. The training in section 5
# takes a minute at most. Two decks go by short names: CUHK and TU/e. All indices begin at 0.
#
# Each function that you write has a `check` below it, and three hints: `hint(f, 1)` to `hint(f, 3)`
# for a function f.

# %% setup=true
# setup

# %% [markdown]
# ## 1. Where is the star?
#
# Correlation slides a small image over a large one and multiplies (CUHK). Where the two look alike
# the sum should be large. So it should be able to *search*. Here is our photograph, and a patch cut
# out of its flag: 14 rows and 10 columns, beginning at row 15, column 12.


# %%
def correlate2d(image, kernel):
    """Slide a kernel over an image without turning it, as in assignment 02."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("hwkl,kl->hw", windows, kernel)


photo = draw.photo()
star = photo[15:29, 12:22]
draw.picture(photo, "A photograph")

# %% [markdown]
# **Predict.** The patch fits perfectly at row 15, column 12. Is that where its correlation with the
# photograph is largest?

# %%
sums = correlate2d(photo, star)
place = np.unravel_index(np.argmax(sums), sums.shape)
print("largest sum:", sums.max().round(1), "at row", place[0], "column", place[1])
print("at the star:", sums[15, 12].round(1))

# %% [markdown]
# It is not. Row 93, column 50 is the white collar at the bottom. Bright pixels make large products,
# whatever is on them. The sum measures light first, and likeness only after that.
#
# ### Take the light out
#
# Light can do two things to a window without changing what is on it: *add* something to all of its
# pixels (haze), and *multiply* all of them (contrast). A good score should not notice either.
#
# - Against adding: subtract the mean, from the patch and from **each window its own**.
# - Against multiplying: divide by the **length** of both, the square root of the sum of squares.
#
# For a patch $P$ of KH×KW pixels and the window of the image $I$ that begins at row $r$, column
# $c$:
#
# $$\mathrm{score}[r, c] = \frac{\sum_{k,l} (I[r+k,\, c+l] - \bar{I}_{rc})\,(P[k, l] - \bar{P})}
# {\sqrt{\sum_{k,l} (I[r+k,\, c+l] - \bar{I}_{rc})^2}\; \sqrt{\sum_{k,l} (P[k, l] - \bar{P})^2}}$$
#
# Here $k$ runs from 0 to KH − 1, $l$ from 0 to KW − 1, $\bar{I}_{rc}$ is the mean of the window and
# $\bar{P}$ that of the patch. This is **zero-mean normalised correlation**. It says 1 where the
# window is the patch but for light, −1 where it is its negative, and lies between the two
# elsewhere. A flat window, all of one grey, has length 0; nothing is on it, and we say that its
# score is 0.
#
# **Predict.** The patch is $\begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}$. Find the plain sum and
# the score of three windows: $\begin{pmatrix} 9 & 9 \\ 9 & 9 \end{pmatrix}$, $\begin{pmatrix} 9 & 8
# \\ 8 & 9 \end{pmatrix}$ and $\begin{pmatrix} 1 & 3 \\ 3 & 1 \end{pmatrix}$.
#
# <details><summary>Compare</summary>
#
# | window | plain sum | without its mean | product with (−½, ½, ½, −½) | lengths | score |
# |---|---|---|---|---|---|
# | 9 9 / 9 9 | 18 | 0 0 / 0 0 | 0 | 0 and 1 | 0 |
# | 9 8 / 8 9 | 16 | ½ −½ / −½ ½ | −1 | 1 and 1 | **−1** |
# | 1 3 / 3 1 | 6 | −1 1 / 1 −1 | 2 | 2 and 1 | **1** |
#
# The order is turned around: the darkest window is the one that looks like the patch.
#
# </details>

# %% [markdown] about="find_patch"
# ### Write it: `find_patch`
#
# Return the place of the best score as a pair (row, column) of whole numbers: the top left corner
# of the window. Where several places have the same best score, the first one counts, row by row.


# %% exercise="find_patch"
def find_patch(image, patch):
    """Find where a patch fits best, by zero-mean normalised correlation.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    patch : ndarray of shape (KH, KW)
        Not larger than the image, and not flat.

    Returns
    -------
    tuple of int
        Row and column of the top left corner of the first best window. Flat windows score 0.

    Examples
    --------
    >>> image = np.array([[9, 8, 9, 9, 8], [8, 9, 9, 1, 3], [9, 9, 8, 3, 1]])
    >>> find_patch(image, np.array([[0, 1], [1, 0]]))
    (1, 3)
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(image, patch.shape)
    windows = windows - windows.mean(axis=(2, 3), keepdims=True)
    shape = patch - patch.mean()
    products = np.einsum("hwkl,kl->hw", windows, shape)
    lengths = np.sqrt(np.sum(windows**2, axis=(2, 3)) * np.sum(shape**2))
    scores = np.zeros(products.shape)
    np.divide(products, lengths, out=scores, where=lengths > 0)
    row, column = np.unravel_index(np.argmax(scores), scores.shape)
    return int(row), int(column)
    ### END SOLUTION


# %% [markdown] about="find_patch"
# **Predict.** We turn the light down: half the contrast, and haze over it. Does your function still
# find the star? Where else will the score be high?

# %% about="find_patch"
draw.found(find_patch, photo, 0.5 * star + 0.3)

# %% [markdown] about="find_patch"
# The star is found in this light, too; its score is 1. The other stars light up, too, with
# smaller scores, for they are turned and of other sizes. That is the limit of this search: it knows
# one pattern, as it is. A network needs patterns that it finds *by itself*.

# %% [markdown]
# ## 2. A kernel that is learned
#
# First the old way: people thought of kernels for what they wanted to see.
#
# **Predict.** Which kernel shows vertical edges, which one horizontal ones, which one blurs? What
# is the sum of the entries of each, and what does that say of flat regions?

# %%
across = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]) / 4
down = across.T
blur = np.ones((3, 3)) / 9
draw.compared(
    ("blur", correlate2d, photo, blur),
    ("across", correlate2d, photo, across),
    ("down", correlate2d, photo, down),
    title="Three filters on the photograph",
)

# %% [markdown]
# `across` compares left with right and answers at vertical edges, `down` compares top with bottom.
# Both add up to 0, so flat regions give 0. `blur` adds up to 1: a flat region stays as it is.
#
# ### The other way round
#
# Now somebody shows you a photograph, and beside it what a filter made of it, but not the filter.
# Can you find the kernel $K$ from this one example? Begin with zeros, look how wrong the result is,
# and walk downhill (TU/e, "Training: Gradient Descent").
#
# - What the kernel gives: $\mathrm{out}[h, v] = \sum_{k,l} I[h+k,\, v+l]\, K[k, l]$
# - How wrong that is, for $n = \mathrm{OH} \cdot \mathrm{OW}$ outputs and the target $T$:
#
# $$\mathcal{L} = \frac12 \cdot \frac1n \sum_{h,v} \mathrm{error}[h, v]^2
# \qquad \mathrm{error} = \mathrm{out} - T$$
#
# - The square brings down a 2, which the ½ cancels:
#   $\;\mathrm{dout}[h, v] = \partial \mathcal{L} / \partial\, \mathrm{out}[h, v] =
#   \mathrm{error}[h, v] / n$
# - From there to the kernel, each weight asks as in 06: where was I used, and by what was I
#   multiplied?
#
# $$\mathrm{dK}[k, l] = \sum_{h,v} \mathrm{dout}[h, v]\, I[h+k,\, v+l]$$
#
# - One step: $K \leftarrow K - \mathrm{lr} \cdot \mathrm{dK}$, with a small number lr, the
#   **learning rate**.
#
# **Predict.** The worked example: $I = \begin{pmatrix} 1 & 3 & -1 \\ 2 & 1 & 0 \\ 0 & 2 & -1
# \end{pmatrix}$ and the target $T = \begin{pmatrix} 4 & 5 \\ 0 & 6 \end{pmatrix}$, made with
# $\begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix}$. From zeros, what is the loss? What is dK, and the
# kernel after one step with lr = 0.1?
#
# <details><summary>Compare</summary>
#
# - out is 0, so error = −T, and the loss is ½ · (16 + 25 + 0 + 36) / 4 = **9.625**.
# - dK[0, 0] = −(4·1 + 5·3 + 0·2 + 6·1) / 4 = −25/4
# - dK[0, 1] = −(4·3 + 5·(−1) + 0·1 + 6·0) / 4 = −7/4
# - dK[1, 0] = −(4·2 + 5·1 + 0·0 + 6·2) / 4 = −25/4
# - dK[1, 1] = −(4·1 + 5·0 + 0·2 + 6·(−1)) / 4 = 2/4
#
# So $K = \begin{pmatrix} 0.625 & 0.175 \\ 0.625 & -0.05 \end{pmatrix}$, and the loss is now 3.53.
#
# </details>

# %% [markdown] about="learn_kernel"
# ### Write it: `learn_kernel`
#
# Start with zeros, take so many steps, return the kernel. Size, learning rate and number of steps
# are given; image and target stay unchanged.


# %% exercise="learn_kernel"
def learn_kernel(image, target, size, lr, steps):
    """Learn the kernel that makes a target of an image, by gradient descent from zeros.

    The loss is half the mean of the squared errors of the valid correlation.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    target : ndarray of shape (H - KH + 1, W - KW + 1)
    size : tuple of int
        (KH, KW).
    lr : float
        Learning rate.
    steps : int
        At least 0.

    Returns
    -------
    ndarray of shape (KH, KW), float64

    Examples
    --------
    >>> image = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])
    >>> learn_kernel(image, np.array([[4.0, 5], [0, 6]]), (2, 2), 0.1, 1)
    array([[ 0.625,  0.175],
           [ 0.625, -0.05 ]])
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(image, size)
    kernel = np.zeros(size)
    for _ in range(steps):
        error = np.einsum("hwkl,kl->hw", windows, kernel) - target
        kernel -= lr * np.einsum("hw,hwkl->kl", error, windows) / target.size
    return kernel
    ### END SOLUTION


# %% [markdown] about="learn_kernel"
# We hide `across` and show your function only a piece of random noise, 24 by 24 pixels, and what
# `across` made of it.
#
# **Predict.** What will you see after one step, and what after ten?

# %% about="learn_kernel"
noise = np.random.default_rng(11).standard_normal((24, 24))
target = correlate2d(noise, across)


def after(steps):
    return lambda: learn_kernel(noise, target, (3, 3), 0.5, steps).round(2)


calls = [(f"steps: {steps}", after(steps)) for steps in (1, 10)]
draw.compared(*calls, ("the hidden one", lambda: across), title="Learned from noise")

# %% [markdown] about="learn_kernel"
# After one step the left is positive and the right is negative already. After ten steps two
# decimals are right. Nobody told the function about edges.
#
# **Predict.** Now we show it a piece of the photograph instead, as large as the noise. Will it
# learn faster, slower or equally fast? Think of what neighbouring pixels of a photograph have in
# common.

# %% about="learn_kernel"
face = photo[40:64, 40:64]
examples = {
    "noise": (noise, correlate2d(noise, across), 0.5),
    "face": (face, correlate2d(face, across), 0.3),
}
draw.approach(learn_kernel, across, examples, (0, 1, 3, 10, 30, 100))

# %% [markdown] about="learn_kernel"
# Much slower: after 100 steps from the face, some weight is still off by 0.32. In a photograph
# neighbours are nearly equal, so many kernels give nearly the same picture. The loss is a long
# valley: steep across, and almost flat along. A much larger learning rate is no way out, since
# then the steep direction blows up.

# %% [markdown]
# ## 3. A step that remembers
#
# A ball in a valley does better than our steps: it gathers speed where the way goes on in one
# direction, and what pushes it from side to side cancels. Each parameter gets a **velocity** $v$
# beside it, zero at the start:
#
# $$v \leftarrow \mu\, v - \mathrm{lr} \cdot \mathrm{dw} \qquad\qquad w \leftarrow w + v$$
#
# $\mu$ is the **momentum**, 0.9 as a rule: so much of the old velocity stays. With $\mu = 0$ it is
# the step of section 2. First the velocity is renewed, then the parameter moves by the *new* one.
#
# **Predict.** $w = 1$, dw $= 4$, $v = 2$, lr $= 0.5$ and $\mu = 0.5$. What are the new $v$ and $w$?
#
# <details><summary>Compare</summary>
#
# $v = 0.5 \cdot 2 - 0.5 \cdot 4 = -1$, then $w = 1 - 1 = 0$.
#
# </details>
#
# Other books and libraries write it in other ways, and their $v$ is another one:
#
# | form | velocity | parameter |
# |---|---|---|
# | here | $v \leftarrow \mu v - \mathrm{lr} \cdot \mathrm{dw}$ | $w \leftarrow w + v$ |
# | other sign | $v \leftarrow \mu v + \mathrm{lr} \cdot \mathrm{dw}$ | $w \leftarrow w - v$ |
# | PyTorch | $v \leftarrow \mu v + \mathrm{dw}$ | $w \leftarrow w - \mathrm{lr} \cdot v$ |
# | moving average | $v \leftarrow \mu v + (1 - \mu)\, \mathrm{dw}$ | as PyTorch |
# | Nesterov | as here | $w \leftarrow w + \mu v - \mathrm{lr} \cdot \mathrm{dw}$ |
#
# In the first three, $w$ walks the same way as long as the learning rate stays the same.

# %% [markdown] about="sgd_step"
# ### Write it: `sgd_step`
#
# Return the new $w$ and the new $v$ as new arrays. The old ones stay as they are: somebody may
# still need them.


# %% exercise="sgd_step"
def sgd_step(w, dw, v, lr, momentum):
    """Move a parameter one step downhill, with momentum.

    Parameters
    ----------
    w, dw, v : ndarrays of one shape
        Parameter, its gradient, its velocity.
    lr, momentum : float

    Returns
    -------
    w, v : ndarrays of that shape, float64
        New arrays: the moved parameter, and the velocity that it moved by.
    """
    ### BEGIN SOLUTION
    v = momentum * v - lr * dw
    return w + v, v
    ### END SOLUTION


# %% [markdown] about="sgd_step"
# **Predict.** A valley that bends 20 times as strongly across as along, and 60 steps with lr =
# 0.02. Which ball gets closer to the star in the middle, the one with momentum 0 or the one with
# 0.9?

# %% about="sgd_step"
draw.valley(sgd_step, 0.02, 60, 0, 0.9)

# %% [markdown] about="sgd_step"
# Without momentum the ball drops to the floor at once and then creeps. With momentum it swings, and
# arrives. Nothing is won for free, for swings cost steps. Were the valley as steep along as across,
# then the ball without momentum would lie at the star after 60 steps, and the other would still
# swing, at a loss of 0.08.

# %% [markdown]
# ## 4. A whole network
#
# ### The data
#
# The digits of scikit-learn: 1797 images of 8×8 pixels, written by hand (Alpaydin and Kaynak, UCI
# Machine Learning Repository, CC BY 4.0). They stand in the order in which they were collected, so
# neighbours are often by the same hand. We cut them in that order: the first 1077 to train, the
# next 360 to choose by (**validation**), the last 360 to **test**. Were they shuffled first, a test
# digit would have brothers among the training digits, and we would fool ourselves.

# %%
data = draw.digits()
draw.digit_rows(("training", *data.train), ("test", *data.test))
print(
    "training", data.train.x.shape, "validation", data.validation.x.shape, "test", data.test.x.shape
)

# %% [markdown]
# ### The network
#
# Twice convolution (3×3, padding 1), ReLU and a 2×2 max pool; then flatten and one dense layer with
# an output for each digit (TU/e, "Typical CNN architecture"). Here it is as a list of tuples, and a
# function that follows shapes and costs through it, as in 09 and 10.


# %%
def costs(layers, shape):
    """For each layer: itself, the shape of its output, its parameters, its MACs."""
    rows = []
    for layer in layers:
        kind, parameters, macs = layer[0], 0, 0
        if kind == "conv":
            _, O, K, stride, padding, groups = layer
            OH, OW = ((n + 2 * padding - K) // stride + 1 for n in shape[1:])
            parameters, macs = (
                O * (shape[0] // groups * K * K + 1),
                O * OH * OW * shape[0] // groups * K * K,
            )
            shape = (O, OH, OW)
        elif kind == "pool":
            shape = (shape[0], *((n - layer[1]) // layer[2] + 1 for n in shape[1:]))
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        elif kind == "dense":
            parameters, macs, shape = layer[1] * (shape[0] + 1), layer[1] * shape[0], (layer[1],)
        rows.append((layer, shape, parameters, macs))
    return rows


# %% [markdown]
# **Predict.** Where are most of the parameters, and where is most of the work?

# %%
stage = [("relu",), ("pool", 2, 2)]
cnn = [
    ("conv", 8, 3, 1, 1, 1),
    *stage,
    ("conv", 16, 3, 1, 1, 1),
    *stage,
    ("flatten",),
    ("dense", 10),
]
mlp = [("flatten",), ("dense", 25), ("relu",), ("dense", 10)]
draw.printed(costs(cnn, (1, 8, 8)), (1, 8, 8), "The convolutional network (CNN)")
draw.printed(costs(mlp, (1, 8, 8)), (1, 8, 8), "Its rival without convolutions (MLP)")

# %% [markdown]
# The second convolution has most of both. Its rival, a **multilayer perceptron** (MLP), looks at
# all 64 pixels at once. Its 25 hidden units are chosen so that it has as many parameters: 1885
# against 1898. But look at the work: 23,680 multiply-accumulates against 1850. *Equal size is not
# equal work.* The convolutional network uses each weight at many places; that is what it pays with.

# %% [markdown] about="network_gradients"
# ### Forward, and back
#
# The layers are those of assignments 04 to 08, in fast versions. They stand at the top of the next
# exercise's cell:
#
# | forward | backward |
# |---|---|
# | `conv(x, w, b)` → out (3×3, padding 1, stride 1) | `conv_backward(dout, x, w)` → dx, dw, db |
# | `relu(x)` → out | `relu_backward(dout, x)` → dx |
# | `max_pool(x)` → out (2×2, stride 2, floor) | `max_pool_backward(dout, x)` → dx |
# | `dense(x, w, b)` → out | `dense_backward(dout, x, w)` → dx, dw, db |
# | `softmax_cross_entropy(logits, labels)` → mean loss, dlogits | |
#
# In every backward function, `x` is **what went into that layer** on the way forward.
#
# How do they become a network? Here is the MLP. Read it twice, from the top and from the end: each
# line of the way back belongs to one line of the way forward, in reverse order, and the gradient is
# handed from line to line.


# %% about="network_gradients"
def mlp_gradients(x, labels, w1, b1, w2, b2):
    """Loss and gradients of the MLP; its layers stand in the cell below."""
    pixels = x.reshape(len(x), -1)
    hidden = dense(pixels, w1, b1)
    active = relu(hidden)
    loss, dlogits = softmax_cross_entropy(dense(active, w2, b2), labels)

    dactive, dw2, db2 = dense_backward(dlogits, active, w2)
    dhidden = relu_backward(dactive, hidden)
    _, dw1, db1 = dense_backward(dhidden, pixels, w1)
    return loss, dw1, db1, dw2, db2


# %% [markdown] about="network_gradients"
# Two things to notice. `relu_backward` gets `hidden`, what went *into* the ReLU. And the gradient
# with respect to the pixels is computed and thrown away (`_`): nobody wants to change the pixels.
#
# **Predict.** In your network the way back meets a place where rows of features must become maps
# again. Where, and what shape do they get? And where is the division by the number of images?
#
# <details><summary>Compare</summary>
#
# Behind `dense_backward`: (N, F) becomes the shape of what the second pool gave. For the digits
# that is (N, 64) to (N, 16, 2, 2). The mean is in `dlogits` already, and every line hands it on:
# nothing else is divided.
#
# </details>

# %% [markdown] about="network_gradients"
# ### Write it: `network_gradients`
#
# Loss and all six gradients of the convolutional network, as one tuple, in the order of the
# parameters. Give each result of the way forward a name of its own; you need all of them.


# %% exercise="network_gradients"
def im2col(x):
    """Copy the 3 by 3 windows of a batch, padding 1, into columns: (C * 9, N * H * W)."""
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2, W + 2))
    padded[:, :, 1:-1, 1:-1] = x
    cols = np.empty((C, 3, 3, N, H, W))
    for k, l in np.ndindex(3, 3):
        cols[:, k, l] = padded[:, :, k : k + H, l : l + W].swapaxes(0, 1)
    return cols.reshape(C * 9, N * H * W)


def conv(x, w, b):
    (N, _, H, W), O = x.shape, len(w)
    rows = w.reshape(O, -1) @ im2col(x) + b[:, None]
    return rows.reshape(O, N, H, W).swapaxes(0, 1)


def conv_backward(dout, x, w):
    (N, C, H, W), O = x.shape, len(w)
    rows = dout.swapaxes(0, 1).reshape(O, -1)
    dw = (rows @ im2col(x).T).reshape(w.shape)
    dcols = (w.reshape(O, -1).T @ rows).reshape(C, 3, 3, N, H, W)
    dx = np.zeros((N, C, H + 2, W + 2))
    for k, l in np.ndindex(3, 3):
        dx[:, :, k : k + H, l : l + W] += dcols[:, k, l].swapaxes(0, 1)
    return dx[:, :, 1:-1, 1:-1], dw, rows.sum(axis=1)


def relu(x):
    return np.maximum(x, 0)


def relu_backward(dout, x):
    return dout * (x > 0)


def corners(shape):
    """The four pixels of every 2 by 2 window: top left, top right, bottom left, bottom right."""
    H, W = shape[2] // 2 * 2, shape[3] // 2 * 2
    return [(..., slice(k, H, 2), slice(l, W, 2)) for k, l in np.ndindex(2, 2)]


def max_pool(x):
    return np.max([x[corner] for corner in corners(x.shape)], axis=0)


def max_pool_backward(dout, x):
    winner = np.argmax([x[corner] for corner in corners(x.shape)], axis=0)
    dx = np.zeros(x.shape)
    for i, corner in enumerate(corners(x.shape)):
        dx[corner] = dout * (winner == i)
    return dx


def dense(x, w, b):
    return x @ w.T + b


def dense_backward(dout, x, w):
    return dout @ w, dout.T @ x, dout.sum(axis=0)


def softmax_cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    totals, own = powers.sum(axis=1, keepdims=True), (np.arange(len(labels)), labels)
    dlogits = powers / totals
    dlogits[own] -= 1
    return np.mean(np.log(totals[:, 0]) - shifted[own]), dlogits / len(labels)


def network_gradients(x, labels, w1, b1, w2, b2, w3, b3):
    """Find the loss and all gradients of a convolutional network.

    Twice conv, relu, max_pool; then flatten (row-major), dense, softmax_cross_entropy.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    labels : ndarray of shape (N,), whole numbers from 0 to K - 1
    w1, b1 : ndarrays of shape (O1, C, 3, 3) and (O1,)
    w2, b2 : ndarrays of shape (O2, O1, 3, 3) and (O2,)
    w3, b3 : ndarrays of shape (K, F) and (K,)
        F = O2 * (H // 4) * (W // 4).

    Returns
    -------
    tuple
        loss, dw1, db1, dw2, db2, dw3, db3: the mean loss, and its gradients.
    """
    ### BEGIN SOLUTION
    y1 = conv(x, w1, b1)
    a1 = relu(y1)
    half = max_pool(a1)
    y2 = conv(half, w2, b2)
    a2 = relu(y2)
    quarter = max_pool(a2)
    features = quarter.reshape(len(x), -1)
    loss, dlogits = softmax_cross_entropy(dense(features, w3, b3), labels)

    dfeatures, dw3, db3 = dense_backward(dlogits, features, w3)
    da2 = max_pool_backward(dfeatures.reshape(quarter.shape), a2)
    dhalf, dw2, db2 = conv_backward(relu_backward(da2, y2), half, w2)
    da1 = max_pool_backward(dhalf, a1)
    _, dw1, db1 = conv_backward(relu_backward(da1, y1), x, w1)
    return loss, dw1, db1, dw2, db2, dw3, db3
    ### END SOLUTION


# %% [markdown] about="network_gradients sgd_step"
# ## 5. The experiment
#
# ### The rules, before we look
#
# It is easy to make one's favourite win: try many settings for it and one for its rival, show the
# best of several runs, look at the test digits until they please. So we fix beforehand:
#
# 1. **The recipe is the same for both**: weights drawn with variance 2 / (inputs of one output),
#    biases 0, batches of 32, 15 epochs (passes over the training digits), lr = 0.05, momentum 0.9.
#    It was chosen on the *validation* digits, where it suits both. The CNN with lr = 0.03, 0.07 and
#    0.1, the MLP with 0.1, 0.15 and with 40 epochs: no median was better by more than 0.6
#    percentage points.
# 2. **Ten seeds**, which draw weights and batches; we report the **median** and the whole
#    **range**.
# 3. **Nothing was chosen by the test digits.** They are judged as they are, and shifted by one and
#    by two pixels to the left, right, up and down (the mean of the four). Zeros move in; what
#    leaves the image is lost, for both alike. *Neither network has ever been shown a shifted
#    digit.*
#
# **Predict.** Write it down: which network is better on digits as they are, and by how much?
# Shifted by one pixel? By two? (Guessing gives 10 %.)

# %% about="network_gradients sgd_step"
import os

# CNN_LAB_SHORT in the environment: a trial run, to see that everything works.
SEEDS, EPOCHS = (2, 2) if "CNN_LAB_SHORT" in os.environ else (10, 15)
SIZES = {
    "CNN": [(8, 1, 3, 3), (16, 8, 3, 3), (10, 64)],
    "MLP": [(25, 64), (10, 25)],
}


def start(sizes, rng):
    """Draw weights with variance 2 / (inputs of one output); biases are 0."""
    pairs = [(rng.normal(0, np.sqrt(2 / np.prod(s[1:])), s), np.zeros(s[0])) for s in sizes]
    return [parameter for pair in pairs for parameter in pair]


# %% about="network_gradients sgd_step"
def cnn_logits(x, w1, b1, w2, b2, w3, b3):
    """Run the convolutional network forward."""
    half = max_pool(relu(conv(x, w1, b1)))
    quarter = max_pool(relu(conv(half, w2, b2)))
    return dense(quarter.reshape(len(x), -1), w3, b3)


def mlp_logits(x, w1, b1, w2, b2):
    """Run the MLP forward."""
    return dense(relu(dense(x.reshape(len(x), -1), w1, b1)), w2, b2)


def accuracy(logits, parameters, x, labels):
    return np.mean(np.argmax(logits(x, *parameters), axis=1) == labels)


# %% about="network_gradients sgd_step"
def moved(x, rows, columns):
    """Shift images; zeros move in."""
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    return padded[:, :, 2 - rows : 2 - rows + H, 2 - columns : 2 - columns + W]


def shifted_test(logits, parameters, pixels):
    """Test accuracy with all digits shifted: the mean over left, right, up and down."""
    ways = ((0, -pixels), (0, pixels), (-pixels, 0), (pixels, 0))
    x, labels = data.test
    return np.mean([accuracy(logits, parameters, moved(x, *way), labels) for way in ways])


# %% [markdown] about="network_gradients sgd_step"
# Now the training itself: one step for each batch, with **your** gradients and **your** step.


# %% about="network_gradients sgd_step"
def train(gradients, logits, sizes, seed):
    """Train one network; return its curves and its test accuracy."""
    rng = np.random.default_rng(seed)
    parameters = start(sizes, rng)
    speeds = [np.zeros(p.shape) for p in parameters]
    losses, validation = [], []
    for _ in range(EPOCHS):
        total, order = 0, rng.permutation(len(data.train.x))
        for first in range(0, len(order), 32):
            batch = order[first : first + 32]
            loss, *found = gradients(data.train.x[batch], data.train.labels[batch], *parameters)
            old = zip(parameters, found, speeds, strict=True)
            new = [sgd_step(w, dw, v, 0.05, 0.9) for w, dw, v in old]
            parameters, speeds = [w for w, _ in new], [v for _, v in new]
            total += loss * len(batch)
        losses.append(total / len(order))
        validation.append(accuracy(logits, parameters, *data.validation))
    shifted = [shifted_test(logits, parameters, pixels) for pixels in (0, 1, 2)]
    return {"loss": losses, "validation": validation, "shifted": shifted, "parameters": parameters}


# %% about="network_gradients sgd_step"
def experiment(seed):
    """Train both networks with one seed."""
    return {
        "CNN": train(network_gradients, cnn_logits, SIZES["CNN"], seed),
        "MLP": train(mlp_gradients, mlp_logits, SIZES["MLP"], seed),
    }


# %% about="network_gradients sgd_step" tags=["nbval-ignore-output"]
results = draw.trials(experiment, range(SEEDS), network_gradients, sgd_step)

# %% [markdown] about="network_gradients sgd_step"
# Ten trainings of two networks, one line for each seed. (As long as one of your two functions does
# not pass its check, the figures show what the course recorded with this recipe; their titles say
# so.)
#
# ### The curves

# %% about="network_gradients sgd_step" tags=["nbval-ignore-output"]
draw.training_curves(results)

# %% [markdown] about="network_gradients sgd_step"
# Both learn the training digits nearly by heart, the CNN more so: in the end the median loss is
# 0.003 for the CNN and 0.036 for the MLP. But that is no merit yet. On the validation digits the
# medians are 96.5 % and 95.6 %, and there the bands overlap all the way. After one epoch the CNN is
# still behind, with 71.9 % against 79.2 %.
#
# ### The verdict

# %% about="network_gradients sgd_step" tags=["nbval-ignore-output"]
draw.shifted_accuracy(results)

# %% [markdown] about="network_gradients sgd_step"
# What the course recorded, ten seeds each; yours may differ by a digit or two in the last place:
#
# | test digits | CNN: median (range) | MLP: median (range) |
# |---|---|---|
# | as they are | 91.4 % (89.2 to 94.2) | 89.0 % (87.5 to 90.6) |
# | shifted by 1 pixel | 56.2 % (53.1 to 61.8) | 44.3 % (42.6 to 46.2) |
# | shifted by 2 pixels | 25.0 % (21.5 to 26.7) | 9.8 % (7.8 to 11.5) |
#
# **Digits as they are: we claim nothing.** The ranges overlap, and seeds are not the only thing
# that is left to chance. These are 360 digits. If a network is right in 90 % of all digits, then on
# another 360 the count would vary by about $\sqrt{0.9 \cdot 0.1 / 360} = 1.6\,\%$, up or down, by
# luck alone. Our 2.4 percentage points are not much more than that. The CNN also did 13 times the
# work.
#
# **Shifted digits: the CNN is better, and clearly so.** By one pixel the lowest of ten CNNs is
# above the highest of ten MLPs; by two pixels the MLP guesses, and the CNN does not. To the MLP a
# shifted digit is other pixels, with other weights. The CNN's filters see the same strokes one
# place further, and the pools forgive a part of that. The other settings of rule 1 say the same:
# their medians are 53.9 to 56.7 % and 43.4 to 44.8 % by one pixel, 21.4 to 26.9 % and 9.2 to 9.9 %
# by two.
#
# **And it is far from perfect.** Neither convolution nor pooling makes a network *invariant* (01,
# 07). The CNN, too, loses more than a third of its accuracy by a shift of one pixel. Two reasons:
# the dense layer at its end knows where things ought to be, and some pixels have left the image,
# for both networks. That is the lesson of these figures, and there is no more in them.

# %% [markdown] about="network_gradients sgd_step"
# ### What it has learned to see
#
# **Predict.** The first layer has eight kernels of 3×3. Nobody chose them. Will you recognise
# something of section 2 in them?

# %% about="network_gradients sgd_step" tags=["nbval-ignore-output"]
draw.learned_filters(results)

# %% [markdown] about="network_gradients sgd_step"
# Some have a red side and a blue side, like `across` and `down`: number 0 red on the left, number 4
# blue on top. Others are harder to put in words. Another seed brings others, which do the job as
# well. Let them loose on the photograph; they have never seen one.

# %% about="network_gradients sgd_step" tags=["nbval-ignore-output"]
draw.responses(correlate2d, photo, results)

# %% [markdown] about="network_gradients sgd_step"
# Number 7 draws outlines, 4 and 5 answer at horizontal edges. Numbers 1 and 3 mostly tell bright
# from dark. Nobody asked for edges, and there was no photograph among the examples; but to tell
# digits apart it helps to see strokes, and strokes have edges. Not every filter has become one that
# we would have thought of, and not every one may be needed.

# %% [markdown]
# ## The end of the course
#
# You have built a convolutional network, each layer forward and backward, from loops over pixels to
# matrix products, and trained it with your own gradients. On the way you have seen
#
# - that convolution is a linear map with few, shared weights, and what that saves;
# - that a gradient is a sum over all the ways to the loss, and a backward pass a transpose;
# - that pooling forgives small shifts, and what it throws away for that;
# - how shapes, parameters and work follow from a few integers;
# - and that a claim is worth its data, its seeds and its rival.
#
# **Run `progress()`** to see what is left in the assignments of this folder, and run this notebook
# once more from the top before you hand it in.
#
# **Compare.** The folder `solutions/` of the course kit holds each notebook with our answers, run
# from top to bottom. Read ours beside yours *after* you have finished: where yours is shorter or
# clearer, keep yours.
#
# **Where to go from here**
# - Train on shifted digits, too (`moved` makes them). Does the MLP catch up? At what cost?
# - Replace the max pools by average pools (07), or leave one out. What happens under shift?
# - Try dropout (08) before the dense layer. With 1077 digits, does it help on the validation ones?
# - `cnn_ref`, the reference package of the kit, has all of this for 1-D, 2-D and 3-D images, with
#   groups and dilation, written to be read. Its `train` and `Network` are a good next text.
# - The same network takes about ten lines in a library such as PyTorch. You now know what each of
#   them does.
