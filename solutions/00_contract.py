# %% [markdown]
# # 00 · The contract
#
# **What you'll do**
# - You meet the tool that checks your answers, and give it a wrong one on purpose.
# - You write a fair measure of how far two arrays are apart. <!-- about="relative_error" -->
# - You estimate a slope by asking a function twice, and see why smaller steps are not always
#   better.
# - You write a function that finds *any* gradient, slowly. <!-- about="numerical_gradient" -->
#
# **What you'll learn**
# - what every exercise of this course promises and expects;
# - to read a check: what is wrong, what it looks like, what to try next;
# - why a central difference beats a one-sided one, by a power of h;
# - the chain rule for whole arrays, with an upstream gradient called `dout`.
#
# **What you need.** Python functions, NumPy arrays, and what a derivative is. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Do write
# the prediction down before you run the cell. Being wrong on paper is the cheapest way to learn
# this. The decks that this course grew from go by short names: CUHK, Bonn, CS231n deck, TU/e,
# Canziani. Run a cell with Shift + Enter, from the top.

# %% setup=true
# setup

# %% [markdown]
# ## 1. What a function promises
#
# In this course you write about fifty small functions, and later ones call earlier ones. That works
# only if everybody keeps the same promises. Here they are; every notebook uses these names.
#
# | name | shape | what it is |
# |---|---|---|
# | `x` | (N, C, H, W) | N images of C channels, H rows, W columns |
# | `w` | (O, C, KH, KW) | O kernels, each as deep as the image |
# | `b` | (O,) | one bias for each kernel |
# | `out` | (N, O, OH, OW) | what a layer makes of it |
# | `dout`, `dx`, `dw`, `db` | that of `out`, `x`, `w`, `b` | how a loss L changes with each entry |
#
# Four rules go with them:
#
# 1. **Inputs stay unchanged.** Whoever calls a function still needs what went in.
# 2. **The shape is part of the answer.** Right numbers in the wrong shape are wrong.
# 3. **Decimals in, decimals out.** Work in `float64`, and lose nothing when whole numbers come in.
# 4. **What cannot be answered is refused**, with a `ValueError`, where an exercise says so.
#
# ### Rule 1 is easy to break
#
# **Predict.** After these lines, what does `dark` hold?

# %%
def brighten(image):
    image += 5
    return image


dark = np.array([1.0, 2.0])
bright = brighten(dark)
dark

# %% [markdown]
# `[6., 7.]`: the function has changed its caller's array. `image += 5` writes into the array that
# came in; `image = image + 5` would make a new one. The same happens with a slice, since a slice is
# a *view*: it has no numbers of its own.
#
# ### Rule 2 is easy to overlook
#
# **Predict.** A column of 3 numbers minus a row of 3 numbers: which shape comes out, or does NumPy
# refuse?

# %%
column = np.ones((3, 1))
row = np.ones((1, 3))
(column - row).shape

# %% [markdown]
# Nine numbers, and no complaint. NumPy *broadcasts*: it repeats the column three times to the right
# and the row three times downwards. That is handy when it is meant, and a trap when two arrays are
# compared. So compare shapes first, values after that.

# %% [markdown] about="relative_error"
# ## 2. How far apart are two numbers?
#
# Somebody expects 1 and gets 2. Somebody else expects 1001 and gets 1002. **Which of them should
# worry more?** Both are wrong by 1, but the first one by half of the larger number, the second one
# by a thousandth. What counts is the *share*:
#
# $$e(a, b) = \frac{|a - b|}{|a| + |b|}$$
#
# **Predict.** What is the error of 1 and 3? Of 5 and 5? Of 2 and −2? What is the largest error that
# two numbers can have, and what goes wrong for 0 and 0?
#
# <details><summary>Compare</summary>
#
# | a, b | how far apart | both sizes added | error e |
# |---|---|---|---|
# | 1, 3 | 2 | 4 | **0.5** |
# | 5, 5 | 0 | 10 | **0** |
# | 2, −2 | 4 | 4 | **1** |
# | 0, 0 | 0 | 0 | **0 / 0** |
#
# It never exceeds 1: $|a - b| \le |a| + |b|$. Two zeros agree perfectly, and yet the formula has no
# answer: NumPy gives NaN, "not a number", with a warning at most.
#
# </details>
#
# ### Why there is a floor
#
# Near zero the share makes no sense even where it can be computed. Two results of 0.000000000001
# and 0.000000000002 differ by rounding alone, and their share is a third. So the denominator is not
# allowed below $10^{-8}$, and the error of these two is 0.0001. For whole arrays the *worst* entry
# counts, since a mean would hide one wrong entry among a thousand:
#
# $$e(a, b) = \max_i \frac{|a_i - b_i|}{\max(10^{-8},\; |a_i| + |b_i|)}$$
#
# The index $i$ runs over all entries of two arrays of *one shape*; for an image it is a pair
# (row, column).

# %% [markdown] about="relative_error"
# ### Write it, wrong first
#
# Below is your first exercise. The box above the cell says what it earns and holds three hints:
# unfold as many as you like, they cost nothing. Write your answer in place of the last two lines.
# Then run the `check` cell under it.
#
# Before you write the right answer, **try a wrong one**: compute only the largest of `abs(a - b)`
# and return it. Run the check and read it from top to bottom:
#
# - **The first line** has your points. They are split by *kinds* of cases: a kind earns its share
#   when all of its cases are right.
# - **Then the first thing that is wrong**, in a case that you can see. What you got comes first,
#   then what was expected.
# - **"Looks like"** names the mistake, if it is one that we know. "Looks at least like" means that
#   it explains most of what is wrong, and that there is more besides it: here, shapes that differ
#   are not refused yet. "In this case it looks like" explains the case that you see, and little
#   more.
# - **"Try"** is one step that you can take at once.
# - **The numbers of the case** stand below, where there are few. A solid frame is around the first
#   entry that is wrong, a dashed one around what lies under a kernel. Where there are no colours
#   you find `>318<` and `[148]` instead.
# - **The number by itself** under it all is your score once more.
#
# Your grade uses other numbers of the same kinds. Who answers the visible cases by heart gets
# nothing for it, and who understands them has nothing to fear.


# %% exercise="relative_error"
def relative_error(a, b):
    """Measure how far two arrays are apart, as a share of their entries.

    Parameters
    ----------
    a, b : ndarray of one shape

    Returns
    -------
    float
        The largest of abs(a - b) / max(1e-8, abs(a) + abs(b)) over all entries.

    Raises
    ------
    ValueError
        If the shapes differ, even where NumPy would broadcast them.

    Examples
    --------
    >>> relative_error(np.array([1.0, 2.0]), np.array([1.0, 6.0]))
    0.5
    """
    ### BEGIN SOLUTION
    if a.shape != b.shape:
        raise ValueError(f"the shapes differ: a has {a.shape}, b has {b.shape}")
    sizes = np.abs(a) + np.abs(b)
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, sizes)))
    ### END SOLUTION


# %% [markdown] about="relative_error"
# ### Use it
#
# **Predict.** Which of these pairs are near enough to be called equal?

# %% about="relative_error"
draw.measured(
    relative_error,
    ("1 and 2", np.array([1.0]), np.array([2.0])),
    ("1001 and 1002", np.array([1001.0]), np.array([1002.0])),
    ("0.1 + 0.2 and 0.3", np.array([0.1 + 0.2]), np.array([0.3])),
    ("1/3 in float32 and in float64", np.array([np.float32(1 / 3)]), np.array([1 / 3])),
    ("one bad entry of 1000", np.ones(1000), np.where(np.arange(1000) == 7, 3.0, 1.0)),
    ("0 and 0", np.zeros(1), np.zeros(1)),
)

# %% [markdown] about="relative_error"
# Rounding in `float64` shows as 1e-16, in `float32` as 1e-8. A real mistake is rarely below 1e-3.
# Between the two is much room, and that is what makes checks by numbers trustworthy. For gradients,
# a common reading is: below 1e-7 is right, above 1e-2 is wrong, between them look again. Look again
# at 1e-12 and 2e-12, too: the floor leaves them an error of 1e-4. If an entry is that small while
# the others are not, it is rounding after all.

# %% [markdown]
# ## 3. A slope by asking twice
#
# Training a network needs slopes: if this weight grows a little, does the loss rise or fall? In
# TU/e this is the slide with $\partial L / \partial \theta$. Later you will *derive* such slopes.
# But how do you know that a derivation is right? **Can you find a slope without any calculus, just
# by calling the function?**
#
# Ask twice. Take $f(x) = x^3$ at $x = 1$, where the slope is $3x^2 = 3$, and a step of $h = 0.5$:
#
# - *to the right*, 1.5 compared with 1: $\dfrac{f(x + h) - f(x)}{h}$
#
# - *to the left*, 1 compared with 0.5: $\dfrac{f(x) - f(x - h)}{h}$
#
# - *central*, 1.5 compared with 0.5: $\dfrac{f(x + h) - f(x - h)}{2h}$
#
# **Predict.** Work out all three: $1.5^3 = 3.375$ and $0.5^3 = 0.125$. Which is nearest to 3?

# %%
draw.chords()

# %% [markdown]
# To the right 2.375 / 0.5 = 4.75, to the left 0.875 / 0.5 = 1.75, and central 3.25 / 1 = 3.25. The
# central chord is almost parallel to the tangent.
#
# ### Why the centre is better
#
# Write down how $f$ goes on to either side of $x$ (Taylor's formula):
#
# $$f(x \pm h) = f(x) \pm h f'(x) + \frac{h^2}{2} f''(x) \pm \frac{h^3}{6} f'''(x) + \dots$$
#
# *To the right*: subtract $f(x)$ and divide by $h$. What is left beside $f'(x)$ begins with
# $\frac{h}{2} f''(x)$. *Central*: subtract the two lines. All even terms are the same on both sides
# and **cancel**, so after dividing by $2h$ the first that is left is $\frac{h^2}{6} f'''(x)$.
#
# Check it with our numbers, where $f''(1) = 6$ and $f'''(1) = 6$: to the right the error is
# $\frac{0.5}{2} \cdot 6 + \frac{0.25}{6} \cdot 6 = 1.5 + 0.25$, and 3 + 1.75 = 4.75. Central it is
# 0.25, and 3 + 0.25 = 3.25. Both agree with the picture.
#
# Make $h$ ten times smaller, and a one-sided difference gets ten times better. A central one gets a
# hundred times better, for the same two calls. Only where many slopes are asked for at one place
# does it cost more: one-sided differences share the call $f(x)$, so a gradient with $n$ entries
# takes them $n + 1$ calls, and central ones $2n$.

# %% [markdown]
# ### Is smaller always better?
#
# **Predict.** Sketch the error of both against $h$, from 0.1 down to 0.0000000000001. Do the curves
# fall all the way?

# %%
steps = 10.0 ** -np.arange(1, 14)
right, here, left = np.sin(1 + steps), np.sin(1), np.sin(1 - steps)
errors = {
    "one-sided": np.abs((right - here) / steps - np.cos(1)),
    "central": np.abs((right - left) / (2 * steps) - np.cos(1)),
}
draw.errors_by_step(steps, errors)

# %% [markdown]
# Both fall, with slopes of 1 and 2, then both rise. Numbers have about 16 digits: $f(x + h)$ and
# $f(x - h)$ agree in more and more of them, their difference keeps fewer and fewer, and the
# division by $h$ blows up what rounding has left. This error grows like $10^{-16} / h$. The best
# place is the bottom of the V: for central differences near $h = 10^{-5}$, with an error below
# $10^{-10}$. That is why this course takes `h=1e-5`.

# %% [markdown]
# ## 4. The chain rule, with `dout`
#
# ### One number in, one number out
#
# A layer computes $y = f(x)$, and the rest of the network makes a loss $L$ of $y$. The layer does
# not know the rest. It is only told **one number**, how $L$ changes with $y$; we call it `dout`:
#
# $$\mathrm{dout} = \frac{\partial L}{\partial y}, \qquad
# \mathrm{dx} = \frac{\partial L}{\partial x} = \frac{\partial y}{\partial x} \cdot \mathrm{dout}$$
#
# **Predict.** $f(x) = x^2$ at $x = 3$, and dout = 5. What is dx?
#
# <details><summary>Compare</summary>
#
# The layer's own slope is $2x = 6$, so dx = 6 · 5 = **30**. If $x$ grows by 0.001, $y$ grows by
# about 0.006, and $L$ by about 5 times as much: 0.03.
#
# </details>
#
# ### Many in, many out
#
# Now let $x$ and $y$ be arrays. Let $i$ count the entries of $x$ and $j$ those of $y$; for a
# matrix, read each of them as a pair (row, column). One $x_i$ may change *every* $y_j$, and each
# $y_j$ changes $L$ by its own $\mathrm{dout}_j$. All these ways add up:
#
# $$\mathrm{dx}_i = \sum_j \frac{\partial y_j}{\partial x_i}\, \mathrm{dout}_j$$
#
# `dout` has the shape of $y$, and `dx` that of $x$.
#
# Take $y_0 = x_0 x_1$ and $y_1 = x_0 + x_1^2$ at $x = (2, 3)$, so $y = (6, 11)$. The rest of the
# network says $\mathrm{dout} = (1, -2)$.
#
# **Predict.** Work out the four slopes $\partial y_j / \partial x_i$, then $\mathrm{dx}_0$ and
# $\mathrm{dx}_1$.

# %%
draw.chain()

# %% [markdown]
# For each input, follow its lines to the right, multiply slope and dout, add:
# $\mathrm{dx}_0 = 3 \cdot 1 + 1 \cdot (-2) = 1$ and
# $\mathrm{dx}_1 = 2 \cdot 1 + 6 \cdot (-2) = -10$.
#
# If you look at the "own" output only, $x_0$ with $y_0$ and $x_1$ with $y_1$, you get 3 and −12. In
# a convolution one pixel is in many windows, so this matters all through the course.
#
# ### A loss to hold on to
#
# There is a simple loss that has exactly these gradients:
#
# $$L(x) = \sum_j f_j(x)\, \mathrm{dout}_j$$
#
# with `dout` held fixed. Take its slope along $x_i$, and the sum above comes out. So to know what a
# layer must send back, you need no network around it: weigh its outputs with `dout`, add them up,
# and ask how that number changes. With the central difference of section 3, where $e_i$ is 1 at
# entry $i$ and 0 elsewhere:
#
# $$\mathrm{dx}_i \approx \frac{L(x + h e_i) - L(x - h e_i)}{2h}
# = \sum_j \frac{f_j(x + h e_i) - f_j(x - h e_i)}{2h}\, \mathrm{dout}_j$$

# %% [markdown] about="numerical_gradient"
# ### One more trap
#
# **Predict.** We want to move the 3 a little to the left. What does `moved` hold?

# %% about="numerical_gradient"
x = np.array([3, 4])
moved = x.copy()
moved[0] -= 0.01
moved

# %% [markdown] about="numerical_gradient"
# A 2. An array of whole numbers stays one, and 2.99 is *cut off* to fit in. So make an array of
# decimals first: `x.astype(np.float64)` does, and it also copies.

# %% [markdown] about="numerical_gradient"
# ### Write it: `numerical_gradient`
#
# You get a function `f`, a place `x` of any shape, a `dout` of the shape of `f(x)`, and a step `h`.
# You may call `f` as often as you like. Two calls for each entry of `x` are enough. The check
# passes in functions whose names say what they compute: `squares_times_next` makes (a²b, b²c) of
# (a, b, c).


# %% exercise="numerical_gradient"
def numerical_gradient(f, x, dout, h):
    """Estimate the gradient of sum(f(x) * dout) by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x and returns an array, perhaps of another shape.
    x : ndarray of any shape
        Where to take the gradient. It may hold whole numbers, and it stays unchanged.
    dout : ndarray of the shape of f(x)
        How the loss changes with each output.
    h : float
        How far an entry is moved to each side.

    Returns
    -------
    ndarray of the shape of x, float64
        Entry i is (L(x + h at i) - L(x - h at i)) / (2 h), with L = sum(f(x) * dout).

    Examples
    --------
    >>> numerical_gradient(np.square, np.array([1.0, -3.0]), np.array([1.0, 0.5]), 0.25)
    array([ 2., -3.])
    """
    ### BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        right, left = x.astype(np.float64), x.astype(np.float64)
        right[i] += h
        left[i] -= h
        dx[i] = np.sum((f(right) - f(left)) * dout) / (2 * h)
    return dx
    ### END SOLUTION


# %% [markdown] about="numerical_gradient"
# ### Use it on the example from paper
#
# It should find (1, −10), without being told a single slope.


# %% about="numerical_gradient"
def pair(x):
    return np.array([x[0] * x[1], x[0] + x[1] ** 2])


x, dout = np.array([2.0, 3.0]), np.array([1.0, -2.0])
draw.gradient(numerical_gradient, pair, x, dout, 1e-5, title="By asking")

# %% [markdown]
# ## 5. A first look at a convolution's gradient
#
# In assignment 02 you slide a kernel of 2×2 over an image of 3×3, as Bonn does on the board. Each
# of the four outputs is a weighted sum of the nine pixels, and here we simply give its nine
# weights, one row for each output:

# %%
image = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])
weights = np.array(
    [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
)
(weights @ image.ravel()).reshape(2, 2)

# %% [markdown]
# Output 0 is $1 \cdot 1 + 2 \cdot 2 - 1 \cdot 1 = 4$. Let $\mathrm{dout}$ be 1, 2, 3, 4, in the
# same order as the outputs.
#
# **Predict.** The pixel in the middle is number 4, counting row by row from 0. Read its column in
# the weights: how much does it change each output? What is its entry of dx?
#
# <details><summary>Compare</summary>
#
# Its weights are −1, 2, 0, 1, so $\mathrm{dx} = -1 \cdot 1 + 2 \cdot 2 + 0 \cdot 3 + 1 \cdot 4 =
# $ **7**. For such a weighted sum the slope of output $j$ for pixel $i$ is simply the weight in row
# $j$, column $i$.
#
# </details>


# %% about="numerical_gradient"
def board(image):
    return (weights @ image.ravel()).reshape(2, 2)


dout = np.array([[1.0, 2], [3, 4]])
title = "Back through Bonn's example"
draw.gradient(numerical_gradient, board, image, dout, 1e-5, title)

# %% [markdown]
# The gradient of the image is [[1, 2, 0], [5, 7, −2], [6, 5, −4]], with your 7 in the middle. In
# assignment 06 you will find a formula that gives all nine at once. When you have it, this is how
# you will know that it is right.

# %% [markdown] about="numerical_gradient relative_error"
# ### What a check with ones does not see
#
# Somebody claims to have the formula already. Their function returns the same nine numbers whatever
# `dout` is.
#
# **Predict.** They check it with a dout of ones, because that is convenient. Will they notice? What
# if they draw dout at random?


# %% about="numerical_gradient relative_error"
def claimed(dout):
    return np.array([[1.0, 1, 0], [3, 2, -1], [2, 1, -1]])


rng = np.random.default_rng(0)
douts = {"dout of ones": np.ones((2, 2)), "dout at random": rng.standard_normal((2, 2))}
draw.gradient_check(numerical_gradient, relative_error, board, image, claimed, douts)

# %% [markdown] about="numerical_gradient relative_error"
# With ones the error is tiny, and the claim looks right: forgetting a factor of 1 changes nothing.
# With a dout at random the error is near 1, its largest value. So **always check with random
# numbers**, and with shapes that differ in every axis: a square hides a transpose just as ones hide
# a factor.

# %% [markdown]
# ## What you have seen
#
# - Names, shapes and four rules that all exercises share; changed inputs and broadcasting are the
#   quiet ways to break them.
# - How far apart two arrays are is a share, with a floor for zeros, and the worst entry counts.
# - A central difference is wrong by about $h^2$, a one-sided one by about $h$, and rounding sets a
#   limit to both.
# - The chain rule for arrays: every way from an input to an output counts, weighted with `dout`.
#
# Two more helpers wait in every notebook. `hint(f, 1)` shows the first hint on a function f, and
# `progress()` your best scores so far, of the notebooks in this folder. At the end, run `check()`
# with nothing in the brackets: it checks the whole notebook. Then run everything once more from the
# top before you hand it in.
#
# **Next.** You have the tools. Assignment **01, Why convolution,** asks what all the effort is for:
# why a layer that sees only a few pixels at a time, with the same few weights everywhere, beats one
# that sees everything.
