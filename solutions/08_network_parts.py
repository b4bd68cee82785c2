# %% [markdown]
# # 08 · The rest of the network
#
# **What you'll do**
# - You squash numbers, and send gradients back. <!-- about="sigmoid sigmoid_backward" -->
# - You cut off negative numbers, and gradients with them. <!-- about="relu relu_backward" -->
# - You measure how gradients shrink on their way through many layers.
# - You turn scores into a loss, and derive its gradient. <!-- about="softmax_cross_entropy" -->
# - You lay feature maps out in rows. <!-- about="flatten" -->
# - You drop numbers at random, and keep their mean. <!-- about="dropout" -->
# - You let neighbouring channels damp each other. <!-- about="local_response_norm" -->
#
# **What you'll learn**
# - why learning slows down behind many sigmoids;
# - where (p − 1)/N in the gradient of a classifier comes from;
# - to compute with exponentials that do not fit into a float;
# - which conventions of these layers differ from library to library.
#
# **What you need.** The chain rule with `dout` (00), and what a convolutional layer does (04). The
# notebook stands alone. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Write the
# prediction down first. Each check names the mistake that it recognises ("at least" if it explains
# most of what is wrong, "in this case" if it explains less); `hint(f, 1)` to `hint(f, 3)` are hints
# on the function f. The decks that we quote go by short names: Canziani, CS231n deck, TU/e.

# %% setup=true
# setup

# %% [markdown]
# ## 1. A bend in the line
#
# The CS231n deck describes the layers of AlexNet like this: "applies linear filters to its input,
# then applies pointwise non-linearity". The filters you know. **What is the second half good for?**
#
# **Predict.** One layer computes $y = 2x + 1$, the next one $z = 3y - 4$. What is $z$ as a function
# of $x$? How much more can two such layers do than one?
#
# <details><summary>Compare</summary>
#
# $z = 3(2x + 1) - 4 = 6x - 1$: one layer could have done it. The same holds for matrices, $B(Ax) =
# (BA)x$, and a convolution is a matrix, too (05). A hundred linear layers are one linear layer.
#
# </details>
#
# So after each linear layer every number goes through a curve with a bend, one by one: the
# **activation**. Canziani's overview lists two, under the heading "Non linearity layer (decaying
# learning speed)": the *logistic sigmoid* and the *rectifying linear unit*. What decays there, we
# shall measure.

# %% [markdown]
# ## 2. The sigmoid
#
# $$\sigma(x) = \frac{1}{1 + e^{-x}}$$
#
# **Predict.** What is $\sigma(0)$? And $\sigma(\log 3)$, $\sigma(-\log 3)$? (The logarithm is the
# natural one, so $e^{\log 3} = 3$.) Towards which values does it run at both ends?
#
# <details><summary>Compare</summary>
#
# $\sigma(0) = 1/(1 + 1) = $ **1/2**. $\;\sigma(\log 3) = 1/(1 + 1/3) = $ **3/4**.
# $\;\sigma(-\log 3) = 1/(1 + 3) = $ **1/4**. It runs from 0 on the far left to 1 on the far right,
# and both halves mirror each other: $\sigma(-x) = 1 - \sigma(x)$.
#
# </details>
#
# There are two ways to write it. Multiply numerator and denominator by $e^x$:
#
# $$\sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^x}{1 + e^x}$$
#
# **Predict.** On paper they are equal. What does each give in floats for $x = 1000$, where $e^x$
# does not fit into a float and becomes infinite?

# %%
x = 1000.0
with np.errstate(over="ignore", invalid="ignore"):
    print("exp(1000) =", np.exp(x), "  exp(-1000) =", np.exp(-x))
    print("first form ", 1 / (1 + np.exp(-x)))
    print("second form", np.exp(x) / (1 + np.exp(x)))

# %% [markdown]
# The second form is infinity divided by infinity, which is NaN, "not a number"; and one NaN spoils
# every sum that it enters. For $x = -1000$ it is the first form that meets infinity: $1/\infty$ is
# still 0, the right answer, but NumPy warns, and as soon as such an infinity stands above the line
# as well the result is NaN. The safe way is to take `exp` of *negative* numbers only, with the
# form that suits the sign.

# %% [markdown] about="sigmoid"
# ### Write it: `sigmoid`
#
# For arrays of any shape, with results that are right up to ±1000 and beyond.


# %% exercise="sigmoid"
def sigmoid(x):
    """Squash every entry into the range from 0 to 1: 1 / (1 + exp(-x)).

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    ndarray of the shape of x, float64

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    ### BEGIN SOLUTION
    decay = np.exp(-np.abs(x))
    return np.where(x < 0, decay, 1) / (1 + decay)
    ### END SOLUTION


# %% [markdown]
# ### Its slope
#
# On the way back we need $\sigma'(x)$. Write $s = \sigma(x)$ and go step by step:
#
# 1. $s = (1 + e^{-x})^{-1}$. The power −1 gives $-(1 + e^{-x})^{-2}$, times the slope of what is
#    inside, $-e^{-x}$. The two minus signs cancel:
#
# $$\sigma'(x) = \frac{e^{-x}}{(1 + e^{-x})^2} = \frac{1}{1 + e^{-x}} \cdot
# \frac{e^{-x}}{1 + e^{-x}}$$
#
# 2. The first factor is $s$. The second one is $1 - s$, since both add to 1:
#
# $$\sigma'(x) = s\,(1 - s)$$
#
# **Predict.** How steep is the curve at 0, and at $\pm\log 3$? Can it be steeper anywhere than at
# 0? For $x = (-\log 3, 0, \log 3)$ and $\mathrm{dout} = (16, 8, -16)$, what is `dx`?
#
# <details><summary>Compare</summary>
#
# At 0: $\tfrac12 \cdot \tfrac12 = $ **1/4**. At $\log 3$: $\tfrac34 \cdot \tfrac14 = $ **3/16**,
# and the same at $-\log 3$. It is nowhere steeper than at 0, because $s(1 - s) = \tfrac14 - (s -
# \tfrac12)^2$, and a square is never negative. Each entry of `dout` is multiplied by its own
# slope: $\mathrm{dx} = (16 \cdot \tfrac{3}{16},\; 8 \cdot \tfrac14,\; -16 \cdot \tfrac{3}{16}) = $
# **(3, 2, −3)**.
#
# </details>

# %% [markdown] about="sigmoid_backward"
# ### Write it: `sigmoid_backward`
#
# It gets what went *into* the forward pass, as all backward passes of this course do. You may call
# your `sigmoid`. Mind ±1000 here, too: the slope there is 0, not NaN.


# %% exercise="sigmoid_backward"
def sigmoid_backward(dout, x):
    """Carry a gradient back through a sigmoid.

    Parameters
    ----------
    dout : ndarray of the shape of x
        Gradient of the loss with respect to the output.
    x : ndarray of any shape
        The input of the forward pass.

    Returns
    -------
    ndarray of the shape of x, float64

    Examples
    --------
    >>> sigmoid_backward(np.array([8.0, 8.0]), np.array([0.0, 1000.0]))
    array([2., 0.])
    """
    ### BEGIN SOLUTION
    s = sigmoid(x)
    return dout * s * (1 - s)
    ### END SOLUTION


# %% [markdown] about="sigmoid sigmoid_backward"
# **Predict.** Sketch the curve and its slope from −6 to 6, one above the other.

# %% about="sigmoid sigmoid_backward"
draw.curve_and_slope("sigmoid", sigmoid, sigmoid_backward, mark=0.25)

# %% [markdown] about="sigmoid sigmoid_backward"
# The slope touches 1/4 in one point and is close to 0 beyond ±5: there the unit is *saturated*, and
# hardly passes any gradient, however wrong its output is.

# %% [markdown]
# ## 3. The ReLU
#
# The **rectified linear unit** keeps what is positive: $\mathrm{relu}(x) = \max(x, 0)$.
#
# Its slope is 1 for $x > 0$ and 0 for $x < 0$. At $x = 0$ there is a kink: the slope from the left
# is 0, from the right 1, and every number between can be defended. This course takes **0** there,
# as most libraries do.
#
# **Predict.** What is `dx` for `x = (3, 0.5, −2, −0.5)` and `dout = (5, −2, 4, −1)`? Which of the
# two decides what passes: the sign of x, or that of dout?
#
# <details><summary>Compare</summary>
#
# **(5, −2, 0, 0)**. The sign of *x* decides. Where x is positive the output follows a nudge of the
# input, so the gradient passes as it is, −2 included. Where x is negative the output stays 0.
#
# </details>

# %% [markdown] about="relu"
# ### Write it: `relu`
#
# For arrays of any shape. As ever, the input stays unchanged: the backward pass will need it.


# %% exercise="relu"
def relu(x):
    """Replace every negative entry by 0.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    ndarray of the shape of x

    Examples
    --------
    >>> relu(np.array([-2.5, 0.0, 1.5]))
    array([0. , 0. , 1.5])
    """
    ### BEGIN SOLUTION
    return np.where(x > 0, x, 0)
    ### END SOLUTION


# %% [markdown] about="relu_backward"
# ### Write it: `relu_backward`


# %% exercise="relu_backward"
def relu_backward(dout, x):
    """Carry a gradient back through a ReLU; the slope at x = 0 is 0.

    Parameters
    ----------
    dout : ndarray of the shape of x
        Gradient of the loss with respect to the output.
    x : ndarray of any shape
        The input of the forward pass.

    Returns
    -------
    ndarray of the shape of x, float64

    Examples
    --------
    >>> relu_backward(np.array([5.0, -2.0, 4.0]), np.array([3.0, 0.5, -2.0]))
    array([ 5., -2.,  0.])
    """
    ### BEGIN SOLUTION
    return np.where(x > 0, dout, 0.0)
    ### END SOLUTION


# %% [markdown] about="relu relu_backward"
# **Predict.** The same two sketches once more, for the ReLU.

# %% about="relu relu_backward"
draw.curve_and_slope("ReLU", relu, relu_backward)

# %% [markdown] about="relu relu_backward"
# No saturation on the right, and none of the gradient on the left: a unit whose input is negative
# for every image learns nothing at all from them. It is then called *dead*.

# %% [markdown]
# ### Why learning slows down with depth
#
# Ten layers, each with a sigmoid behind it. On the way back the gradient is multiplied by a slope
# of at most 1/4 at each of them.
#
# **Predict.** If weights did nothing, how much of `dout` could be left after 5 such layers, at
# most? After 10? And with ReLUs whose inputs are positive?
#
# <details><summary>Compare</summary>
#
# $(1/4)^5 = 1/1024$, and $(1/4)^{10} = 1/1{,}048{,}576$: less than a millionth, and that is the
# best case, with every unit exactly at its steepest point. ReLUs multiply by 1: everything is
# left.
#
# </details>
#
# But weights do something: each layer also multiplies by a matrix on the way back, and a matrix can
# make gradients larger again. So let us measure. Twenty dense layers of 64 units with random
# weights, of a size that is usual for ReLUs (a standard deviation of $\sqrt{2/64}$); a batch goes
# forward, a `dout` of ones comes back. `sizes[l]` is the length of the gradient, taken as one long
# vector, after $l$ layers on the way back.


# %% about="sigmoid sigmoid_backward relu relu_backward"
def gradient_sizes(activation, activation_backward, weights, x):
    inputs = []
    for w in weights:
        inputs.append(x @ w)
        x = activation(inputs[-1])
    dout = np.ones(x.shape)
    sizes = [np.linalg.norm(dout)]
    for w, z in zip(weights[::-1], inputs[::-1], strict=True):
        dout = activation_backward(dout, z) @ w.T
        sizes.append(np.linalg.norm(dout))
    return np.array(sizes)


# %% [markdown] about="sigmoid sigmoid_backward relu relu_backward"
# **Predict.** Sketch both curves. The third one is for ReLUs with all weights twice as large.

# %% about="sigmoid sigmoid_backward relu relu_backward"
rng = np.random.default_rng(0)
weights = rng.standard_normal((20, 64, 64)) * np.sqrt(2 / 64)
batch = rng.standard_normal((8, 64))
draw.depths(
    {
        "sigmoid": lambda: gradient_sizes(sigmoid, sigmoid_backward, weights, batch),
        "ReLU": lambda: gradient_sizes(relu, relu_backward, weights, batch),
        "ReLU, weights doubled": lambda: gradient_sizes(relu, relu_backward, 2 * weights, batch),
    },
    title="Gradients on their way back through 20 layers",
)

# %% [markdown] about="sigmoid sigmoid_backward relu relu_backward"
# Behind sigmoids the gradient loses about two thirds of its size in each layer, and after twenty
# of them about one part in ten thousand million is left. With plain gradient steps the first
# layers would learn that much more slowly than the last ones: this is Canziani's "decaying
# learning speed". With ReLUs the size stays within a factor of three here. That is no law, as the
# third curve shows: the size of the weights matters as much, and with weights twice as large the
# gradients grow more than a millionfold. (Larger weights keep the gradients of sigmoids alive,
# too. With weights eight times as large their size stays about the same in this experiment; but
# then half of the units have inputs beyond ±5, at the flat ends of the curve, and hardly learn.)

# %% [markdown]
# ## 4. From scores to a loss
#
# TU/e's networks all end in "10 x Softmax". The last layer gives each image $n$ a **score** (or
# *logit*) $z_{nk}$ for each class $k$, any number at all. The softmax turns a row of scores into
# shares that are positive and add to 1:
#
# $$p_{nk} = \frac{e^{z_{nk}}}{\sum_{j=0}^{K-1} e^{z_{nj}}}$$
#
# with $n = 0, \dots, N - 1$ for images and $k, j = 0, \dots, K - 1$ for classes. The
# **cross-entropy** looks at the share of the *right* class, $y_n$, alone: minus its logarithm,
# averaged over the batch:
#
# $$\mathcal{L} = -\frac1N \sum_{n=0}^{N-1} \log p_{n y_n}$$
#
# **Predict.** Image 0 has the scores $(\log 2, 0, 0)$ and the right class 0; image 1 has
# $(0, \log 6, 0)$ and the right class 2. What are the shares? What is the loss of each image, if
# $\log 2 = 0.693$? And the loss of a network that knows nothing and gives ten classes equal scores?
#
# <details><summary>Compare</summary>
#
# - Image 0: the exponentials are 2, 1, 1, so the shares are **(1/2, 1/4, 1/4)** and the loss is
#   $-\log \tfrac12 = \log 2 = $ **0.693**.
# - Image 1: 1, 6, 1, so **(1/8, 3/4, 1/8)**, and $-\log\tfrac18 = 3 \log 2 = $ **2.079**. It was
#   rather sure, and wrong.
# - The mean of both is $2 \log 2 = $ **1.386**.
# - Ten equal scores give shares of 1/10 and a loss of $\log 10 = $ **2.303**, whatever the label.
#   A first loss that is far from $\log K$ is worth a second look.
#
# </details>

# %% [markdown]
# ### The gradient, step by step
#
# One image first, so we drop $n$: scores $z_k$, right class $y$. The logarithm of a fraction is a
# difference:
#
# $$L = -\log p_y = \log \Big( \sum_j e^{z_j} \Big) - z_y$$
#
# Now ask of each score $z_k$: where is it used, and how steep is it there?
#
# 1. **In the sum**, for every $k$. The slope of $\log S$ is $1/S$, and $S = \sum_j e^{z_j}$ grows
#    with $z_k$ like $e^{z_k}$. Together $e^{z_k}/S$, and that is $p_k$.
# 2. **In the last term**, for $k = y$ only, with the slope −1.
#
# $$\frac{\partial L}{\partial z_k} = p_k - [k = y] \qquad\text{where } [k = y] \text{ is 1 for the
# right class, else 0}$$
#
# The batch's loss is a *mean*, so each image has a share of $1/N$ in it:
#
# $$\mathrm{dlogits}_{nk} = \frac{p_{nk} - [k = y_n]}{N}$$
#
# **Predict.** What is `dlogits` for our two images? What does each row add to, and why must it?

# %%
draw.loss_stepper()

# %% [markdown]
# Click through it. Image 0 ends with (−1/4, 1/8, 1/8), image 1 with (1/16, 3/8, −7/16). Every row
# of the gradient adds to 0: raise all scores of a row by the same amount, and no share changes, so
# neither does the loss.
#
# <details><summary>The longer way, for those who want to see it</summary>
#
# Through the softmax first: $\partial p_y / \partial z_k = p_y ([k = y] - p_k)$. For image 0 that
# is $\tfrac12 (1 - \tfrac12, -\tfrac14, -\tfrac14) = (\tfrac14, -\tfrac18, -\tfrac18)$. Then the
# logarithm: $-1/p_y = -2$. The product is $(-\tfrac12, \tfrac14, \tfrac14)$, as above. The factor
# $p_y$ cancels; where $p_y$ is rounded to 0 this way would divide by zero, and the short one does
# not.
#
# </details>
#
# ### Scores that are far apart
#
# A score of 1000 is unusual, not impossible, and $e^{1000}$ does not fit into a float.
#
# **Predict.** Which shares have the scores (1000, 1000)? What can you subtract from both so that
# nothing overflows? And what is the loss of the scores (0, 1000), if the right class is 0?

# %%
far = np.array([0.0, 1000.0])
moved = far - far.max()
p = np.exp(moved) / np.exp(moved).sum()
with np.errstate(divide="ignore"):
    print("moved ", moved)
    print("shares", p)
    print("minus log of the first share:", -np.log(p[0]))

# %% [markdown]
# Taking the largest score of the row off changes no share, because $e^{z - m} = e^z / e^m$ and the
# factor $e^m$ cancels. Then the largest exponential is 1 and nothing overflows.
#
# But the loss came out infinite: the share $e^{-1000}$ was rounded to 0 *before* its logarithm was
# taken. The true loss is 1000. It is there if you never form the share: after the shift
# $-\log p_y = \log(\sum_j e^{z_j}) - z_y$, here $\log(0 + 1) - (-1000) = 1000$.

# %% [markdown] about="softmax_cross_entropy"
# ### Write it: `softmax_cross_entropy`
#
# Loss and gradient in one function, for a batch. Both are of the *mean*: a loss that is summed with
# a gradient that is averaged (or the other way round) is a well-known bug. Nothing stops then; only
# the loss that you read, or each step that you take, is N times too large.


# %% exercise="softmax_cross_entropy"
def softmax_cross_entropy(logits, labels):
    """Measure the mean cross-entropy of the softmax, and the gradient of that mean.

    Parameters
    ----------
    logits : ndarray of shape (N, K)
        Scores: one row for each image. Gaps of 1000 occur.
    labels : ndarray of shape (N,)
        The right classes, ints from 0 to K - 1.

    Returns
    -------
    loss : float
    dlogits : ndarray of shape (N, K), float64

    Examples
    --------
    >>> loss, dlogits = softmax_cross_entropy(np.array([[0.0, 1000.0]]), np.array([0]))
    >>> float(loss), dlogits
    (1000.0, array([[-1.,  1.]]))
    """
    ### BEGIN SOLUTION
    N = len(logits)
    moved = logits - logits.max(axis=1, keepdims=True)
    log_p = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), labels].mean()
    dlogits = np.exp(log_p)
    dlogits[np.arange(N), labels] -= 1
    return loss, dlogits / N
    ### END SOLUTION


# %% [markdown] about="softmax_cross_entropy"
# ### Do the two belong together?
#
# Nudge every score, as in assignment 00, and compare the slopes of *your* loss with *your*
# gradient.


# %% about="softmax_cross_entropy"
def by_nudges(logits, labels, h=1e-5):
    slopes = np.zeros(logits.shape)
    for place in np.ndindex(logits.shape):
        nudge = np.zeros(logits.shape)
        nudge[place] = h
        up, down = (softmax_cross_entropy(logits + s * nudge, labels)[0] for s in (1, -1))
        slopes[place] = (up - down) / (2 * h)
    return slopes


# %% about="softmax_cross_entropy"
rng = np.random.default_rng(1)
scores, right = rng.standard_normal((5, 4)), np.array([0, 3, 1, 1, 2])
draw.distances(
    {
        "your dlogits, nudges of your loss": (
            lambda: softmax_cross_entropy(scores, right)[1],
            lambda: by_nudges(scores, right),
        )
    },
    title="Gradient check for 5 images and 4 classes",
)

# %% [markdown] about="softmax_cross_entropy"
# Left of the dashed line they agree: the gradient is that of this loss. (Whether the loss is the
# right one, a gradient check cannot tell.)

# %% [markdown]
# ## 5. Flatten
#
# TU/e's "typical CNN architecture" reads: Input, Convolutions, *Flatten*, MLP, Output. The dense
# layers of the MLP take rows of numbers, and the convolutions end in maps, (N, C, H, W). So each
# image becomes a row, (N, C·H·W). **In which order?**
#
# **Predict.** An image has two channels of 2×3 pixels, 0 to 5 and 6 to 11. Write down three orders
# in which its twelve numbers could stand in a row.

# %%
draw.flat_orders()

# %% [markdown]
# All three hold the same numbers, and to a dense layer that is trained afterwards each is as good
# as the other: the weights find their places. What matters is that the order is *always the same*:
# in training and in use, on the way forward and back, in your network and in that whose weights
# you load. This course takes the first one, NumPy's own, in which the last index runs fastest:
#
# $$\mathrm{row}_n[(c \cdot H + h) \cdot W + w] = x[n, c, h, w]$$
#
# It is how an array of (N, C, H, W) lies in memory already, so no number has to move. The second
# order is that of libraries which store images as (N, H, W, C); the third one turns up when height
# and width are exchanged.
#
# **Predict.** At which place does pixel (1, 0) of channel 1 stand, and which number is it?
#
# <details><summary>Compare</summary>
#
# Place $(1 \cdot 2 + 1) \cdot 3 + 0 = 9$, and there stands a 9.
#
# </details>

# %% [markdown] about="flatten"
# ### Write it: `flatten`


# %% exercise="flatten"
def flatten(x):
    """Lay every image out in a row, channel after channel, line by line.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)

    Returns
    -------
    ndarray of shape (N, C * H * W)

    Examples
    --------
    >>> flatten(np.array([[[[0, 1], [2, 3]], [[4, 5], [6, 7]]]]))
    array([[0, 1, 2, 3, 4, 5, 6, 7]])
    """
    ### BEGIN SOLUTION
    N, C, H, W = x.shape
    return x.reshape(N, C * H * W)
    ### END SOLUTION


# %% [markdown] about="flatten"
# **Predict.** A second image with two channels holds 12 to 23. Which number stands at place 6 of
# its row?

# %% about="flatten"
draw.flattened(flatten)

# %% [markdown] about="flatten"
# It is 18, the first pixel of its channel 1.
#
# ### A dense layer is a convolution
#
# Take a filter exactly as large as its input, (C, H, W). It has one position only, and there it
# multiplies every number by a weight of its own and adds up: that is one unit of a dense layer.
#
# **Predict.** Two images, four such filters. Do a convolution and a dense layer agree, if the
# filters are flattened in the same order as the images?

# %% about="flatten"
rng = np.random.default_rng(2)
maps, filters = rng.integers(-3, 4, (2, 2, 2, 3)), rng.integers(-3, 4, (4, 2, 2, 3))
draw.compared(
    ("dense, by your flatten", lambda: flatten(maps) @ flatten(filters).T),
    ("one window each", lambda: np.einsum("nchw,ochw->no", maps, filters)),
    title="Two images (rows), four units (columns)",
)

# %% [markdown] about="flatten"
# They do. So a network can be written without any dense layer, and then it takes larger images,
# too: the "dense" filters simply find more than one position.

# %% [markdown]
# ## 6. Dropout
#
# In TU/e's drawings the word "Dropout" stands near the end of a network. While it *trains*, each
# number that gets there is set to 0 with probability $p$, anew for each batch. The idea: no unit
# can rely on a certain other one being there, so each has to be of use by itself. When the network
# is *used*, all numbers stay.
#
# That raises a question of size: if a quarter is missing in training and nothing is missing later,
# the next layer suddenly gets more than it is used to. So what is kept is enlarged, by $1/(1 - p)$.
# This is called **inverted dropout**. With a random number $u$, uniform from 0 up to 1, for each
# entry:
#
# $$\mathrm{out} = \begin{cases} x/(1-p) & \text{if } u \ge p \\ 0 & \text{else} \end{cases}
# \qquad\text{so on average}\qquad (1 - p) \cdot \frac{x}{1-p} + p \cdot 0 = x$$
#
# **Predict.** `x = (2, −1, 4, 3)`, `u = (0.1, 0.25, 0.7, 0.2)`, $p = 1/4$. What comes out in
# training? And afterwards?
#
# <details><summary>Compare</summary>
#
# Kept are the second and the third, where $u \ge 1/4$ (equal counts), and they grow by 4/3:
# **(0, −4/3, 16/3, 0)**. Afterwards x itself: **(2, −1, 4, 3)**.
#
# </details>

# %% [markdown] about="dropout"
# ### Write it: `dropout`
#
# The random numbers are given, so that everybody gets the same result. `p` is the probability to
# *drop*, as in PyTorch; some books mean by it the probability to keep.


# %% exercise="dropout"
def dropout(x, u, p, train):
    """Set entries to 0 at random while training, and enlarge the others to make up for it.

    Parameters
    ----------
    x : ndarray of any shape
    u : ndarray of the shape of x
        Uniform random numbers, at least 0 and below 1. An entry is kept where u >= p.
    p : float
        Probability to drop an entry, at least 0 and below 1.
    train : bool
        False leaves x as it is.

    Returns
    -------
    ndarray of the shape of x

    Examples
    --------
    >>> dropout(np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.5, 0.9]), 0.5, True)
    array([0., 4., 6.])
    """
    ### BEGIN SOLUTION
    if not train:
        return x
    return x * (u >= p) / (1 - p)
    ### END SOLUTION


# %% [markdown] about="dropout"
# **Predict.** A photograph goes through your dropout with $p = 1/2$. What does one draw look like?
# And the mean of 100 draws?

# %% about="dropout"
photo = draw.photo()
draws = np.random.default_rng(3).random((100, *photo.shape))
draw.dropouts(dropout, photo, draws, 0.5)

# %% [markdown] about="dropout"
# In one draw half of the pixels are black and the others are twice as bright, so the mean
# brightness is about that of the photograph. The mean of many draws is the photograph again, only
# noisier. (Backwards, `dout` takes the same way: times the *same* mask, with the same factor.)

# %% [markdown]
# ## 7. Neighbours that damp each other
#
# AlexNet has one layer more that you have not met, **local response normalisation**, in the
# paper's section 3.3 (Krizhevsky, Sutskever and Hinton, 2012). Nerve cells that are strongly
# excited calm their neighbours; here neighbours are *channels* at the same pixel. With C channels,
# n of them in a window (n is odd), and $\lfloor n/2 \rfloor$ to each side:
#
# $$\mathrm{out}_c = \frac{x_c}{\Big(k + \alpha \sum\limits_{i = a}^{b} x_i^2\Big)^{\beta}} \qquad
# a = \max(0,\, c - \lfloor n/2 \rfloor), \quad b = \min(C - 1,\, c + \lfloor n/2 \rfloor)$$
#
# Image, row and column are the same on both sides, so we leave their indices out.
#
# **Predict.** Seven channels, $n = 5$: which squares are added for channel 0, for channel 3, for
# channel 5?

# %%
draw.neighbourhoods()

# %% [markdown]
# Beyond the first and last channel there is nothing, so at the ends the sums are shorter.
#
# **Predict.** Three channels of one pixel hold 1, 2, 3. What comes out for $n = 3$, $k = 1$,
# $\alpha = 1$, $\beta = 1$?
#
# <details><summary>Compare</summary>
#
# $\;1/(1 + 1 + 4) = $ **1/6**, $\;2/(1 + 1 + 4 + 9) = $ **2/15**, $\;3/(1 + 4 + 9) = $ **3/14**.
# The 2 was larger than the 1, and comes out smaller: it has two neighbours.
#
# </details>

# %% [markdown] about="local_response_norm"
# ### Write it: `local_response_norm`
#
# A convention to know: PyTorch divides $\alpha$ by n, the paper and this course do not.


# %% exercise="local_response_norm"
def local_response_norm(x, n, k, alpha, beta):
    """Divide every entry by (k + alpha * sum of squares) ** beta, summed over nearby channels.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    n : int
        Channels in a window, odd: n // 2 to each side, as far as there are any.
    k, alpha, beta : float

    Returns
    -------
    ndarray of shape (N, C, H, W), float64

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 4.0]).reshape(1, 3, 1, 1)
    >>> local_response_norm(x, 1, 0.0, 1.0, 1.0).ravel()
    array([1.  , 0.5 , 0.25])
    """
    ### BEGIN SOLUTION
    out = np.zeros(x.shape)
    for c in range(x.shape[1]):
        window = x[:, max(0, c - n // 2) : c + n // 2 + 1]
        out[:, c] = x[:, c] / (k + alpha * np.sum(window**2, axis=1)) ** beta
    return out
    ### END SOLUTION


# %% [markdown] about="local_response_norm"
# Seven channels of one pixel, and the paper's numbers: n = 5, k = 2, α = 0.0001, β = 0.75.
#
# **Predict.** One channel holds 100 and is far larger than the others. Which channel is damped
# most, and which least?

# %% about="local_response_norm"
channels = np.array([10.0, 40, 100, 30, 0, 60, 20]).reshape(1, 7, 1, 1)
draw.damped(local_response_norm, channels, 5, 2.0, 1e-4, 0.75)

# %% [markdown] about="local_response_norm"
# Channel 3 is divided by the largest number: its window holds 40, 100, 30, 0 and 60. (Channel 4 is
# divided by nearly as much, but 0 stays 0.) Channels 5 and 6 do not see the 100, and 6 loses least.
# The paper reports that this layer lowers the top-1 error by 1.4 percentage points; VGG, two years
# later, found no gain in it, and newer networks normalise in other ways. You need it to build
# AlexNet as it was.

# %% [markdown]
# ## What you have seen
#
# - Without a bend, many layers are one. Each activation treats every number by itself, and `dx` is
#   `dout` times its slope.
# - A sigmoid's slope is s(1 − s), at most 1/4; behind many of them little gradient is left. A ReLU
#   passes the gradient or stops it, by the sign of its *input*.
# - Softmax and cross-entropy together have the gradient (p − [k = y])/N. Shift first, and take the
#   logarithm before anything is rounded to 0.
# - Flatten changes the shape and no number; only its order must be agreed upon.
# - Dropout keeps the mean by enlarging what stays, and does nothing after training.
# - Conventions differ: n or 1/n, drop or keep, sum or mean. Say which one you use.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every
# check still agrees.
#
# **Next.** You have all the parts. In assignment **09, Architectures,** they become networks: which
# shapes flow through them, and what went into AlexNet's sixty million parameters?
