# %% [markdown]
# # 05 · Windows as columns
#
# **What you'll do**
# - You number the pixels of every window. <!-- about="im2col_indices" -->
# - You copy all windows of a whole batch into the columns of one matrix. <!-- about="im2col" -->
# - You write a convolutional layer as a single matrix product. <!-- about="conv_forward_im2col" -->
# - You take the columns back, and add them up to images. <!-- about="col2im" -->
# - You write a correlation as one large matrix, and find a slide's mistake in it.
# - You correlate by multiplying two spectra. <!-- about="fft_correlate" -->
#
# **What you'll learn**
# - why layers without a single loop over pixels exist, and what they pay for it in memory;
# - what a reshape can do and what it cannot, which is the source of most mistakes here;
# - to read and write `einsum`;
# - that *im2col* and *col2im* are each other's transpose, and not each other's inverse;
# - what Toeplitz and circulant matrices are, and what they have to do with Fourier.
#
# **What you need.** Correlation (assignment 02) and the layer's formula (assignment 04), both
# repeated here. Some complex numbers for the last part. The notebook stands alone.
# Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Do write
# the prediction down before you run the cell. This assignment is about the order of numbers in
# arrays, so have paper at hand, and draw. A good place for a break is before section 5. We quote
# one deck by its short name: Bonn.
#
# Each function that you write has a `check` below it, and three hints: `hint(f, 1)` to `hint(f, 3)`
# for a function f. When a check says *Looks like*, a known mistake gives in every case just what
# yours gave; *Looks at least like* means that it explains most of what is wrong, and *In this case
# it looks like* that it explains some of it.

# %% setup=true
# setup

# %% [markdown]
# ## 1. Where each pixel goes
#
# NumPy multiplies matrices very fast, and slides windows slowly, if you write the loops yourself.
# **Can a correlation be turned into a matrix product?**
#
# Bonn's answer on the board: "collect the image convolution patches in the columns of a matrix".
# This is called **im2col**, image to columns. Before we copy any pixels, let us see which of them
# go where. Number the pixels of an image row by row, from 0, as NumPy's `ravel` does. For an image
# of 3×3 and windows of 2×2, Bonn's slide shows
#
# $$\begin{pmatrix} 0 & 1 & 2 \\ 3 & 4 & 5 \\ 6 & 7 & 8 \end{pmatrix} \;\longrightarrow\;
# \begin{pmatrix} 0 & 1 & 3 & 4 \\ 1 & 2 & 4 & 5 \\ 3 & 4 & 6 & 7 \\ 4 & 5 & 7 & 8 \end{pmatrix}$$
#
# **Predict.** Suppose you had not read "in the columns". Could you tell from the matrix alone
# whether the windows are its rows or its columns?
#
# <details><summary>Compare</summary>
#
# No. The first window holds the pixels 0, 1, 3, 4, and that is the first row *and* the first
# column. This matrix equals its own transpose. It is an unlucky example: whoever tests with it
# finds no mistake in the orientation.
#
# </details>
#
# So take an image of 3×4, with the same windows.
#
# **Predict.** How many windows are there? Which four numbers has each? Which pixels lie in a single
# window, and which in most?

# %%
draw.pixel_map()

# %% [markdown]
# Six windows, and so six columns. In this course **each window is a column**, as the name says. A
# corner pixel goes to one column only, and the two pixels in the middle go to four each.
#
# Look along a row of the matrix: the top one holds the *first* pixel of every window, the next one
# the second pixel of every window, and so on. From one column to the next, all four numbers grow by
# the same amount. That is the pattern to program.

# %% [markdown] about="im2col_indices"
# ### Write it: `im2col_indices`
#
# For an image of shape (H, W) and windows of shape (KH, KW), in steps of 1, there are OH = H − KH +
# 1 windows down and OW = W − KW + 1 across. Row r = k·KW + l of the matrix belongs to the place (k,
# l) within the window, column p = i·OW + j to the window at (i, j):
#
# $$\text{indices}[\,k \cdot KW + l,\; i \cdot OW + j\,] = (i + k)\, W + (j + l)$$
#
# All indices begin at 0. Do not confuse the two kinds of row length: a row of the *image* has W
# pixels, a row of *windows* has OW.


# %% exercise="im2col_indices"
def im2col_indices(H, W, KH, KW):
    """Number the pixels of every window, one window in each column.

    Parameters
    ----------
    H, W : int
        Size of the image.
    KH, KW : int
        Size of the windows, which move by one pixel.

    Returns
    -------
    ndarray of shape (KH * KW, OH * OW), int
        With OH = H - KH + 1 and OW = W - KW + 1. Windows follow each other row by row, and so do
        the pixels within a window.

    Examples
    --------
    >>> im2col_indices(2, 4, 2, 2)
    array([[0, 1, 2],
           [1, 2, 3],
           [4, 5, 6],
           [5, 6, 7]])
    """
    ### BEGIN SOLUTION
    OH, OW = H - KH + 1, W - KW + 1
    within = np.arange(KH)[:, None] * W + np.arange(KW)  # (KH, KW)
    starts = np.arange(OH)[:, None] * W + np.arange(OW)  # (OH, OW)
    return within.reshape(KH * KW, 1) + starts.reshape(1, OH * OW)
    ### END SOLUTION


# %% [markdown] about="im2col_indices"
# ### "Use Python indexing"
#
# Bonn's slide goes on: "Use python indexing to set it up." An array of numbers can stand between
# the square brackets, and picks all these pixels at once. Here is the worked example of the course,
# Bonn's as well.
#
# **Predict.** What is in the first column? What do you get when you multiply the flattened kernel,
# [1, 0, 2, −1], with this matrix?

# %% about="im2col_indices"
image = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
kernel = np.array([[1, 0], [2, -1]])
flat_kernel = kernel.reshape(1, 4)
draw.compared(
    ("windows in columns", lambda: image.ravel()[im2col_indices(3, 3, 2, 2)]),
    ("kernel · columns", lambda: flat_kernel @ image.ravel()[im2col_indices(3, 3, 2, 2)]),
    title="A correlation as a matrix product",
)

# %% [markdown] about="im2col_indices"
# 4, 5, 0, 6: the valid correlation, flattened. One matrix product has done all the sums of
# products.

# %% [markdown]
# ## 2. A whole batch in one matrix
#
# A layer gets N images of C channels, `x` of shape (N, C, H, W), and moves by a stride through
# images that have a border of zeros. A window then is a block of C·KH·KW numbers. **In which order
# do they go into the matrix?** There are many right answers, and mixing two of them is wrong. Ours:
#
# - *rows*: the channel is slowest, then the window's rows, then its columns: (C, KH, KW);
# - *columns*: the image is slowest, then the windows row by row: (N, OH, OW).
#
# **Predict.** Two images of two channels, 2×3 pixels each, and windows of 1×2. Which shape has the
# matrix? Which numbers stand in its first column, which in its fifth?

# %%
draw.batch_as_columns()

# %% [markdown]
# Channels lie above each other, images side by side. Each quarter of the matrix is the im2col of
# one channel of one image. Written out, with stride S, padding P, and zeros outside of the image:
#
# $$\text{cols}[\,(c \cdot KH + k) \cdot KW + l,\; (n \cdot OH + i) \cdot OW + j\,]
# = x[\,n,\, c,\, S i + k - P,\, S j + l - P\,]$$
#
# with OH = (H + 2P − KH) // S + 1, and OW likewise. Where the stride does not fit, the last pixels
# are in no window.
#
# Other conventions that you will meet: PyTorch's `unfold` has a matrix for each image; in CS231n's
# homework, im2col has the image fastest among the columns (and the version by strides has it
# slowest, as here); many tutorials have the windows in rows.

# %% [markdown]
# ### A small trap before you start
#
# `reshape` never moves a number. It keeps all of them in order, and only draws new borders between
# them. `transpose` does move them.
#
# **Predict.** `pairs` has two rows of three. What is the difference between `pairs.reshape(3, 2)`
# and `pairs.T`, which has the same shape?

# %%
pairs = np.array([[1, 2, 3], [4, 5, 6]])
draw.compared(
    ("pairs", lambda: pairs),
    ("pairs.reshape(3, 2)", lambda: pairs.reshape(3, 2)),
    ("pairs.T", lambda: pairs.T),
)

# %% [markdown]
# In the middle the numbers still read 1, 2, 3, 4, 5, 6. On the right they do not. A reshape may
# **join or split neighbouring axes**, and nothing else. So first bring the axes into the right
# order with `transpose`, and reshape at the very end.

# %% [markdown] about="im2col"
# ### Write it: `im2col`
#
# Loops over images and windows will do: fill column after column. Or do without loops.
# `np.lib.stride_tricks.sliding_window_view(x, (KH, KW), axis=(2, 3))` gives all windows at once, as
# an array of six axes (N, C, OH, OW, KH, KW) that copies nothing. It knows stride 1 only, but a
# slice can leave windows out. Then it is a matter of axes. If your answer is right but loops, the
# check says so, without taking points.


# %% exercise="im2col"
def im2col(x, size, stride, padding):
    """Copy every window of a batch into a column of one matrix.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    size : tuple of int
        (KH, KW), the shape of the windows.
    stride : int
        Step from one window to the next, in pixels.
    padding : int
        Width of the border of zeros, in pixels.

    Returns
    -------
    ndarray of shape (C * KH * KW, N * OH * OW)
        With OH = (H + 2 * padding - KH) // stride + 1, and OW likewise. In the rows the channel is
        slowest, in the columns the image.

    Examples
    --------
    >>> im2col(np.array([[[[1, 2, 3], [4, 5, 6]]]]), (2, 2), 1, 0)
    array([[1, 2],
           [2, 3],
           [4, 5],
           [5, 6]])
    """
    ### BEGIN SOLUTION
    (KH, KW), C = size, x.shape[1]
    border = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), border, border))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # (N, C, OH, OW, KH, KW)
    return windows.transpose(1, 4, 5, 0, 2, 3).reshape(C * KH * KW, -1)
    ### END SOLUTION


# %% about="im2col"
x = np.array([[[[1, 3, -1], [2, 1, 0], [0, 2, -1]]]])
draw.compared(
    ("stride 1, padding 0", im2col, x, (2, 2), 1, 0),
    ("stride 2, padding 1", im2col, x, (2, 2), 2, 1),
    title="Your columns of the worked example",
)

# %% [markdown] about="im2col"
# On the left the columns of section 1. On the right four windows as well, but other ones: they
# begin at rows and columns −1 and 1, and the first one holds a single pixel of the image.

# %% [markdown]
# ### The price
#
# **Predict.** An image of 32×32 with 3 channels holds 3,072 numbers. How many numbers do its
# columns hold, for windows of 5×5 with stride 1 and no padding?
#
# <details><summary>Compare</summary>
#
# A window holds 3·5·5 = 75 numbers, and there are 28·28 = 784 of them: 58,800 numbers, **19 times
# as many** as the image. Away from the border each pixel is copied 5·5 = 25 times. This is why
# libraries cut a batch into portions, or never write the matrix out and form its entries as they
# multiply.
#
# </details>

# %% [markdown]
# ## 3. Primer: einsum
#
# You will soon multiply arrays of many axes. **How do you say which axis meets which, without
# getting lost?** With Einstein's notation: give each axis a letter, and say which letters remain.
#
# - The same letter in two arrays: these axes run together, and their entries are multiplied.
# - A letter that is missing on the right of the arrow: summed over.
# - Letters in another order on the right: transposed.
#
# The matrix product $C_{op} = \sum_r A_{or} B_{rp}$ is `np.einsum("or,rp->op", A, B)`. You can read
# the sum off it.
#
# **Predict.** A is 2×3, B is 3×4. Which shapes do these have, and which is `A @ B`?

# %%
A = np.array([[1, 0, 2], [0, 1, -1]])
B = np.arange(12).reshape(3, 4)
for letters in ("or,rp->op", "or,rp->po", "or,rp->o", "or,rp->orp"):
    result = np.einsum(letters, A, B)
    print(f"{letters:10}  shape {result.shape}")

# %% [markdown]
# The first is the product, the second its transpose, the third adds up each row of the product, and
# the fourth sums nothing: it holds all 2·3·4 single products.
#
# Letters make good names: in this course the letters of an einsum match the shapes. Take the view
# of all windows of an image, (OH, OW, KH, KW), and a kernel, (KH, KW).
#
# **Predict.** What do these three lines compute?

# %%
board = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
weights = np.array([[1, 0], [2, -1]])
wide = np.column_stack([board, [2, 1, 3]])  # one more column, so that OH is not KH
windows = np.lib.stride_tricks.sliding_window_view(wide, (2, 2))
print(np.einsum("hwkl,kl->hw", windows, weights))
print(np.einsum("hwkl->hw", windows))
print(np.einsum("hwkl->kl", windows))

# %% [markdown]
# First the correlation, which begins with the 4, 5 and 0, 6 of the worked example; then the sum of
# each window; then, for each place within the window, the sum of all the pixels that ever lie
# there.
#
# Two warnings. A letter that you forget on the right is summed without a word: check the shape. And
# einsum is not always fast: for a plain matrix product, `@` is the safe choice.

# %% [markdown]
# ## 4. The layer as one product
#
# Recall the layer. Filter $o$ has weights for every channel and a bias, and does not flip:
#
# $$\text{out}[n, o, i, j] = b[o] + \sum_c \sum_k \sum_l
# x[\,n,\, c,\, S i + k - P,\, S j + l - P\,] \; w[o, c, k, l]$$
#
# The three sums run over the very numbers that stand in one column of im2col. So count them with a
# single index r = (c·KH + k)·KW + l, and the outputs with p = (n·OH + i)·OW + j. What was six
# indices becomes
#
# $$\text{out}[o, p] = b[o] + \sum_r w[o, r] \; \text{cols}[r, p]
# \qquad\text{or}\qquad \text{out} = W\,\text{cols} + b$$
#
# with $W$ of shape (O, C·KH·KW). Bonn writes it as $\tilde h = K_r v_r + b$. Flattening a filter
# with `reshape` reads it in the order (C, KH, KW). That is why we chose this order for the rows of
# `cols`: the two *must* agree.
#
# Here are two filters on the worked example, the kernel and one of all ones. The frame shows the
# second window.
#
# **Predict.** Which two numbers belong into the frame on the right?

# %%
cols = np.array([[1, 3, 2, 1], [3, -1, 1, 0], [2, 1, 0, 2], [1, 0, 2, -1]])
rows_of_weights = np.array([[1, 0, 2, -1], [1, 1, 1, 1]])
unknown = np.full((2, 4), np.nan)
draw.product(weights=rows_of_weights, cols=cols, output=unknown, column=1, title="Two filters")

# %%
draw.product(weights=rows_of_weights, cols=cols, output=rows_of_weights @ cols, column=1)

# %% [markdown]
# 3·1 + (−1)·0 + 1·2 + 0·(−1) = 5, and 3 − 1 + 1 + 0 = 3. All filters on all windows of all images:
# one product.
#
# ### Back to images
#
# The product has shape (O, N·OH·OW): filters down, and across all the windows, the image slowest.
# The layer must return (N, O, OH, OW).
#
# **Predict.** For N = 1, is `reshape(1, O, OH, OW)` right? And `reshape(N, O, OH, OW)` for N = 2?
#
# <details><summary>Compare</summary>
#
# For one image it is right, by luck: moving an axis of length 1 moves no number. For two images it
# mixes filters and images: the second row of numbers belongs to *filter* 1, and would be taken for
# a part of image 0. Split the columns in place, (O, N, OH, OW), and *then* exchange the first two
# axes.
#
# </details>

# %% [markdown] about="conv_forward_im2col"
# ### Write it: `conv_forward_im2col`
#
# The whole layer, with your `im2col`. The bias has shape (O,). NumPy lines up *last* axes, so think
# about the shape that gives each filter its own.


# %% exercise="conv_forward_im2col"
def conv_forward_im2col(x, w, b, stride, padding):
    """Run a convolutional layer as one matrix product. It does not flip.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
    w : ndarray of shape (O, C, KH, KW)
    b : ndarray of shape (O,)
    stride : int
    padding : int

    Returns
    -------
    ndarray of shape (N, O, OH, OW)
        With OH = (H + 2 * padding - KH) // stride + 1, and OW likewise.

    Examples
    --------
    >>> x, w = np.array([[[[1, 2, 3]]]]), np.array([[[[1, 1]]], [[[0, 2]]]])
    >>> conv_forward_im2col(x, w, np.array([10, 20]), 1, 0)
    array([[[[13, 15]],
    <BLANKLINE>
            [[24, 26]]]])
    """
    ### BEGIN SOLUTION
    N, _, H, W = x.shape
    O, _, KH, KW = w.shape
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    cols = im2col(x, (KH, KW), stride, padding)
    rows = w.reshape(O, -1) @ cols + b.reshape(O, 1)  # (O, N * OH * OW)
    return rows.reshape(O, N, OH, OW).transpose(1, 0, 2, 3)
    ### END SOLUTION


# %% [markdown] about="conv_forward_im2col"
# ### Against the loops
#
# Here is the layer from its definition, as in assignment 04. It is slow, and hard to get wrong.


# %% about="conv_forward_im2col"
def layer_by_loops(x, w, b, stride, padding):
    border = (padding, padding)
    x = np.pad(x, ((0, 0), (0, 0), border, border))
    (N, _, H, W), (O, _, KH, KW) = x.shape, w.shape
    out = np.zeros((N, O, (H - KH) // stride + 1, (W - KW) // stride + 1))
    for n, o, i, j in np.ndindex(out.shape):
        window = x[n, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
        out[n, o, i, j] = np.sum(window * w[o]) + b[o]
    return out


# %% about="conv_forward_im2col"
rng = np.random.default_rng(5)
xs, ws = rng.integers(-4, 5, (2, 3, 5, 7)), rng.integers(-2, 3, (4, 3, 3, 2))
bs = rng.integers(-9, 10, 4)
draw.compared(
    ("by loops: image 1, filter 2", lambda: layer_by_loops(xs, ws, bs, 2, 1)[1, 2]),
    ("by one product", lambda: conv_forward_im2col(xs, ws, bs, 2, 1)[1, 2]),
    title="The same layer, twice",
)

# %% [markdown] about="conv_forward_im2col"
# The same numbers. On your own machine, put `%timeit` before a call of each, with larger images:
# here Python goes through a loop N·O·OH·OW times. The product itself needs none; if your im2col
# loops, that is N·OH·OW times, and no more for any number of filters.

# %% [markdown]
# ## 5. The way back
#
# im2col copies pixels into columns. **What should the way back do, when a pixel has four copies?**
#
# In a network, the answer is forced upon us. In assignment 06 each copy will carry a *gradient*:
# how much the loss grows if this copy grows. The pixel feeds all its copies, so its own gradient is
# their **sum**. That is **col2im**: lay every column back onto its window, add up where windows
# overlap, and cut off the border that the padding made.
#
# **Predict.** An image of 3×3, windows of 2×2, a matrix of ones. What does col2im give?
#
# <details><summary>Compare</summary>
#
# The number of windows in which each pixel lies: [[1, 2, 1], [2, 4, 2], [1, 2, 1]]. You could have
# counted it in section 1.
#
# </details>

# %% [markdown]
# ### A small trap before you start
#
# **Predict.** Pixel 0 is named twice, and pixel 1 once. What is in `total`?

# %%
total = np.zeros(3)
total[[0, 0, 1]] += 1
total

# %% [markdown]
# Not 2, but 1. With an array of indices, NumPy reads all the old values first, adds, and writes
# them back: the second addition overwrites the first. `np.add.at(total, [0, 0, 1], 1)` adds one by
# one. So does a slice for each window, or one slice for each place within the window: *within* one
# slice, no pixel comes twice.
#
# And a second one: with padding P, the slice `[P:-P]` cuts off the border. With P = 0 it is
# `[0:-0]`, which is empty.

# %% [markdown] about="col2im"
# ### Write it: `col2im`
#
# `x_shape` is the shape of the images. It is needed: where the stride does not fit, columns alone
# do not say how large the image was. Pixels in no window are zero.
#
# As with `im2col`, a right answer that loops over windows earns all points, and the check advises
# against the loop. A loop over the KH·KW places within a window does not grow with the image.


# %% exercise="col2im"
def col2im(cols, x_shape, size, stride, padding):
    """Add every column back onto its window.

    Parameters
    ----------
    cols : ndarray of shape (C * KH * KW, N * OH * OW)
        As `im2col` makes them.
    x_shape : tuple of int
        (N, C, H, W), the shape of the images.
    size : tuple of int
        (KH, KW), the shape of the windows.
    stride, padding : int

    Returns
    -------
    ndarray of shape (N, C, H, W)
        Overlaps are added up, the border is cut off, pixels in no window are 0.

    Examples
    --------
    >>> col2im(np.ones((2, 3)), (1, 1, 1, 4), (1, 2), 1, 0)
    array([[[[1., 2., 2., 1.]]]])
    """
    ### BEGIN SOLUTION
    (N, C, H, W), (KH, KW) = x_shape, size
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    cells = cols.reshape(C, KH, KW, N, OH, OW).transpose(3, 0, 1, 2, 4, 5)
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for k in range(KH):
        for l in range(KW):
            rows = slice(k, k + stride * OH, stride)
            columns = slice(l, l + stride * OW, stride)
            padded[:, :, rows, columns] += cells[:, :, k, l]
    return padded[:, :, padding : padding + H, padding : padding + W]
    ### END SOLUTION


# %% about="col2im"
ones = np.ones((4, 4))
steps = np.array([[1, 2, 3, 4], [0, 0, 0, 0], [2, 4, 6, 8], [-1, -2, -3, -4]])
small = (1, 1, 3, 3)
draw.compared(
    ("columns of ones", lambda: col2im(ones, small, (2, 2), 1, 0)[0, 0]),
    ("columns of kernels", lambda: col2im(steps, small, (2, 2), 1, 0)[0, 0]),
    title="Your col2im",
)

# %% [markdown] about="col2im"
# On the left the counts. On the right the columns were the kernel [1, 0, 2, −1], times 1, 2, 3 and
# 4. Check the pixel in the middle: from the four windows it gets −1 + 4 + 0 + 4 = 7. Remember this
# picture: assignment 06 will find it again in two other ways.

# %% [markdown]
# ### Adjoint, not inverse
#
# **Predict.** First im2col, then col2im: do you get the image back?
#
# <details><summary>Compare</summary>
#
# No. Each pixel comes back as often as it was copied: the worked image becomes [[1, 6, −1], [4, 4,
# 0], [0, 4, −1]], the image times the counts. To undo im2col one would have to divide by the
# counts, and that is not what a gradient needs.
#
# </details>
#
# What col2im is, is the **adjoint** of im2col, its transpose. im2col is linear: were image and
# columns flattened, it would be a matrix $M$ of zeros and ones, with a row for each copy and a
# single 1 in it, at the pixel that is copied. col2im is $M^\top$: with a row for each pixel, and a
# 1 for each of its copies. With $\langle a, b \rangle$ for the sum of all products of entries,
#
# $$\langle \text{im2col}(x),\, c \rangle = \langle x,\, \text{col2im}(c) \rangle
# \qquad\text{since}\qquad (M x)^\top c = x^\top (M^\top c)$$
#
# Both sides add up one product for each copy: the pixel's value times the entry of $c$ at its copy.
# The left side goes through the copies, the right side pixel by pixel.
#
# **Check it on paper.** Take the worked image for $x$, and for $c$ the columns from above (the
# kernel times 1, 2, 3, 4).
#
# <details><summary>Compare</summary>
#
# - Left: column $p$ of $c$ is the kernel times $p + 1$, and kernel times window is the correlation
#   4, 5, 0, 6. So the sum is 1·4 + 2·5 + 3·0 + 4·6 = **38**.
# - Right: [[1, 3, −1], [2, 1, 0], [0, 2, −1]] times [[1, 2, 0], [5, 7, −2], [6, 5, −4]], entry by
#   entry: 1 + 6 + 0 + 10 + 7 + 0 + 0 + 10 + 4 = **38**.
#
# </details>
#
# This is also the best test of a col2im: draw any $x$ and any $c$ of the right shapes, and compare
# two numbers.

# %% about="im2col col2im"
rng = np.random.default_rng(6)
xs, cs = rng.integers(-4, 5, (2, 3, 5, 7)), rng.integers(-4, 5, (18, 24))


def both_sums():
    left = np.sum(im2col(xs, (3, 2), 2, 1) * cs)
    right = np.sum(xs * col2im(cs, xs.shape, (3, 2), 2, 1))
    return np.array([left, right])


draw.compared(("left, right", both_sums), title="im2col(x) with c, and x with col2im(c)")

# %% [markdown] about="im2col col2im"
# Equal, with two images, three channels, a stride that does not fit, and padding.

# %% [markdown]
# ## 6. The correlation as a matrix
#
# In im2col, the *image* became a matrix and the kernel a vector. **Can it be the other way round?**
# The correlation is linear in the image, so there must be a matrix $A$ with
#
# $$A \; \text{vec}(I) = \text{vec}(I \star K)$$
#
# where vec reads an image row by row into a column of numbers.
#
# **Predict.** For the worked example, 3×3 pixels and 2×2 outputs: which shape has $A$? What is in
# its first row, which makes the output at (0, 0)? What in the second? Mind the step from the second
# to the third.

# %% [markdown] about="toeplitz_matrix"
# ### Write it: `toeplitz_matrix`
#
# Row p = i·OW + j belongs to the output at (i, j), column q = h·W + v to the pixel at (h, v):
#
# $$A[\, i \cdot OW + j,\; h \cdot W + v \,] = K[\, h - i,\; v - j \,]$$
#
# where the kernel has such an entry, and 0 elsewhere.


# %% exercise="toeplitz_matrix"
def toeplitz_matrix(kernel, H, W):
    """Write the valid correlation with a kernel as one matrix.

    Parameters
    ----------
    kernel : ndarray of shape (KH, KW)
    H, W : int
        Size of the image.

    Returns
    -------
    ndarray of shape (OH * OW, H * W)
        With OH = H - KH + 1 and OW = W - KW + 1. Times the flattened image it gives the flattened
        correlation.

    Examples
    --------
    >>> toeplitz_matrix(np.array([[1.0, -1.0]]), 1, 4)
    array([[ 1., -1.,  0.,  0.],
           [ 0.,  1., -1.,  0.],
           [ 0.,  0.,  1., -1.]])
    """
    ### BEGIN SOLUTION
    KH, KW = kernel.shape
    OH, OW = H - KH + 1, W - KW + 1
    matrix = np.zeros((OH, OW, H, W))
    for i in range(OH):
        for j in range(OW):
            matrix[i, j, i : i + KH, j : j + KW] = kernel
    return matrix.reshape(OH * OW, H * W)
    ### END SOLUTION


# %% about="toeplitz_matrix"
draw.linear_map(toeplitz_matrix, weights, 3, 3, title="The worked example")

# %% [markdown]
# Coloured cells hold a weight, a dot means no link. <!-- about="toeplitz_matrix" -->
#
# The kernel's first row, [1, 0], and its second, [2, −1], stand three columns apart: a row of the
# image is three pixels long. From output (0, 1) to (1, 0) everything moves by two, because no
# window begins at the end of a row.
#
# Multiply row by row with the flattened image, (1, 3, −1, 2, 1, 0, 0, 2, −1): you get (4, 5, 0, 6).
#
# Now look along the diagonals. A matrix that is constant along each diagonal is a **Toeplitz
# matrix**. This one is made of *blocks* of OW×W, each of which is Toeplitz, and the blocks repeat
# along their diagonal, too: it is **block Toeplitz**.
# A larger one shows it better. <!-- about="toeplitz_matrix" -->

# %% about="toeplitz_matrix"
sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
draw.linear_map(toeplitz_matrix, sharpen, 8, 9, title="A kernel of 3 by 3 on an image of 8 by 9")

# %% [markdown] about="toeplitz_matrix"
# Almost everything is zero (**sparse interactions**: an output sees a few pixels), and what is not
# is the same few weights again and again (**parameter sharing**). A dense layer of this size would
# have 42·72 = 3,024 different weights. This one has nine, four of them zero.
#
# Nobody computes with this matrix: it is for thinking. For instance, about its transpose.
#
# **Predict.** $A^\top$ is 9×4. What does it make of the four numbers (1, 2, 3, 4)? You have seen
# the result before.

# %% about="toeplitz_matrix"
four = np.array([1, 2, 3, 4])
draw.compared(
    ("A · vec(I)", lambda: (toeplitz_matrix(weights, 3, 3) @ board.ravel()).reshape(2, 2)),
    ("A transposed · four", lambda: (toeplitz_matrix(weights, 3, 3).T @ four).reshape(3, 3)),
    title="The matrix and its transpose",
)

# %% [markdown] about="toeplitz_matrix"
# [[1, 2, 0], [5, 7, −2], [6, 5, −4]]: the same as col2im's. Each row of $A$, a kernel laid on the
# image, is taken 1, 2, 3 and 4 times, and they are added up. What im2col and col2im are to each
# other, $A$ and $A^\top$ are, too.

# %% [markdown]
# ### Spot the bug: "block circulant"
#
# Among the reasons for convolutional layers, Bonn's slide "Motivation" lists
#
# > Sparse interactions: From dense to block circulant matrix.
#
# In a **circulant** matrix each row is the row above, moved by one to the right, and *what falls
# off at the right end comes in again at the left*. In a block circulant matrix the same holds for
# blocks.
#
# **Is the matrix of a valid correlation block circulant?** Look at its shape, and at its last row.
# If not: is there a correlation whose matrix is?

# %%
draw.toeplitz_and_circulant()

# %% [markdown]
# <details><summary>Compare</summary>
#
# **No.** A circulant matrix is square, and this one is 4×9. Nothing comes in again on the other
# side either: no window reaches beyond the image. Valid correlation is **block Toeplitz**.
#
# The slide is right under a condition that it does not name: **periodic boundaries**. If the image
# wraps around, so that right of the last column the first one comes again, and below the last row
# the first, then every pixel begins a window, the matrix is 9×9, and it is block circulant (with
# circulant blocks), as on the right of the picture. The framed weights have come in on the other
# side. Zeros around the image, as in mode *same* or *full*, do not make it circulant: weights that
# fall off are then lost.
#
# Corrected: *Sparse interactions: from a dense to a block Toeplitz matrix; block circulant only if
# the image wraps around.*
#
# The rows of A are all there among the rows of the circulant matrix: 0, 1, 3 and 4. We will use
# that at once.
#
# </details>

# %% [markdown]
# ## 7. Wrapping around on purpose
#
# Here is what the circulant matrix makes of the worked image. Where a window reaches over the edge,
# it goes on at the other side.
#
# **Predict.** The framed window has the pixels −1, 1, 0 and 2. Which output belongs to it?

# %%
draw.wrapped()

# %% [markdown]
# (−1)·1 + 1·0 + 0·2 + 2·(−1) = −3. And the top left block, 2×2, is the valid correlation: there, no
# window has reached the edge. **Whoever has the circular result has the valid one:** its first H −
# KH + 1 rows and W − KW + 1 columns.
#
# Why would one want the circular result? Because there is a shortcut to it.

# %% [markdown]
# ### Primer: the convolution theorem
#
# The **discrete Fourier transform** of $n$ numbers says how much of each frequency is in them:
#
# $$X(u) = \sum_{t=0}^{n-1} x(t)\, e^{-2\pi i\, u t / n}, \qquad u = 0, \dots, n - 1$$
#
# The result is called the spectrum of $x$. `np.fft.fft` computes it, `np.fft.ifft` goes back. Now
# take a circular correlation, with all indices modulo $n$, and a kernel that was filled up with
# zeros to length $n$:
#
# $$s(t) = \sum_a x(t + a)\, w(a)$$
#
# What is its spectrum? Put the sum in, and name $m = t + a$, so that $t = m - a$. While $t$ runs
# once around the circle, so does $m$, for each $a$:
#
# $$S(u) = \sum_t \sum_a x(t + a)\, w(a)\, e^{-2\pi i\, u t / n}
# = \sum_m x(m)\, e^{-2\pi i\, u m / n} \;\cdot\; \sum_a w(a)\, e^{+2\pi i\, u a / n}
# = X(u)\, \overline{W(u)}$$
#
# The last factor has a plus in the exponent. For real weights that is the complex conjugate of
# $W(u)$, hence the bar. In words: **to correlate, multiply one spectrum with the conjugate of the
# other, frequency by frequency.** Without the bar, it is convolution: $x(t - a)$ in place of $x(t +
# a)$ gives $X(u)\, W(u)$. That is the convolution theorem.
#
# **Check it on paper** with the signal [1, 2, 4, 7] and the kernel [3, 1, 0, 0], for $u = 0$ and $u
# = 2$. At $u = 0$ the exponential is always 1, at $u = 2$ it is 1, −1, 1, −1.
#
# <details><summary>Compare</summary>
#
# Circular correlation: 1·3 + 2·1 = 5, then 10 and 19, and around the edge 7·3 + 1·1 = 22.
#
# | | X | W | X times conjugate of W | spectrum of (5, 10, 19, 22) |
# |---|---|---|---|---|
# | u = 0 | 1 + 2 + 4 + 7 = 14 | 3 + 1 = 4 | 56 | 5 + 10 + 19 + 22 = 56 |
# | u = 2 | 1 − 2 + 4 − 7 = −4 | 3 − 1 = 2 | −8 | 5 − 10 + 19 − 22 = −8 |
# | u = 1 | −3 + 5i | 3 − i | (−3 + 5i)(3 + i) = −14 + 12i | −14 + 12i |
#
# </details>

# %%
signal = np.array([1, 2, 4, 7])
print("X:", np.fft.fft(signal).round(6) + 0)
print("W:", np.fft.fft([3, 1, 0, 0]).round(6) + 0)
print("S:", np.fft.fft([5, 10, 19, 22]).round(6) + 0)

# %% [markdown]
# Row by row as in the table; $u = 3$ is the conjugate of $u = 1$, as it must be for real numbers.
#
# In matrix words: the Fourier transform makes *every* circulant matrix diagonal, with the conjugate
# of the kernel's spectrum on the diagonal. A Toeplitz matrix that is not circulant has no such
# shortcut of its own; it borrows the one of the circulant matrix around it.
#
# In two dimensions there are two frequencies, one across and one down, and `np.fft.fft2` does both.
# Here is Grace Hopper, photographed by the United States Navy, and a kernel that averages 9×9
# pixels. The sizes of spectra differ by factors of a thousand and more, so they are drawn on a
# logarithmic scale.
#
# **Predict.** An average takes away what changes quickly. Where in the spectrum will it be dark?

# %%
photo = draw.photo()[:99, :99]
blur = np.ones((9, 9)) / 81
draw.spectra(photo, blur, title="Two spectra and their product")

# %% [markdown]
# Low frequencies, in the middle, stay. High ones, far from it, nearly vanish. The dark lines are
# frequencies that vanish completely: their waves fit into nine pixels a whole number of times, and
# so average to zero. With 99 pixels on a side these are the multiples of 99 / 9 = 11.

# %% [markdown] about="fft_correlate"
# ### Write it: `fft_correlate`
#
# The valid correlation, by way of spectra. Image and kernel are real, and so is the result.
# Rounding leaves tiny errors, even for whole numbers: 3.9999999999999996 for 4 is fine.
#
# The check sees values, not how you found them. It cannot ask for spectra; it notices only a loop
# over windows, and says so without taking points.


# %% exercise="fft_correlate"
def fft_correlate(image, kernel):
    """Correlate in mode valid, by multiplying spectra.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    kernel : ndarray of shape (KH, KW)
        Not larger than the image.

    Returns
    -------
    ndarray of shape (H - KH + 1, W - KW + 1), float64
        Real, and right but for rounding.

    Examples
    --------
    >>> fft_correlate(np.array([[1, 2, 4, 7]]), np.array([[3, 1]])).round(6)
    array([[ 5., 10., 19.]])
    """
    ### BEGIN SOLUTION
    (H, W), (KH, KW) = image.shape, kernel.shape
    spectrum = np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, (H, W)))
    circular = np.fft.ifft2(spectrum).real
    return circular[: H - KH + 1, : W - KW + 1]
    ### END SOLUTION


# %% about="fft_correlate"
draw.filtered(fft_correlate, photo, blur, title="Averages of 9 by 9 pixels, by spectra")

# %% [markdown] about="fft_correlate"
# 91×91 pixels are left of 99×99, and all sharp detail is gone.

# %% [markdown]
# ### Is it worth it?
#
# **Predict.** Sliding takes KH·KW multiplications for each output. A fast Fourier transform of $n$
# numbers takes roughly $n \log_2 n$, and you need three of them, however large the kernel is. For
# this photograph of 9,801 pixels, $\log_2 n$ is about 13. From which size of kernel on do spectra
# win?
#
# <details><summary>Compare</summary>
#
# Spectra: about 3·13 = 39 for each pixel, in complex numbers, which cost a few times as much as
# real ones. Sliding: 9 for a kernel of 3×3, 81 for 9×9, 961 for 31×31. So it is a draw at 7×7 to
# 13×13, depending on machine and program, and clear beyond. The layers of networks mostly have
# kernels of 3×3, and so they rarely use Fourier.
#
# </details>

# %% [markdown]
# ## What you have seen
#
# - im2col writes every window into a column. A whole layer is then one matrix product, and costs
#   memory instead of loops.
# - A reshape joins or splits neighbouring axes and moves nothing. Order the axes first.
# - col2im adds every copy back onto its pixel. It is the transpose of im2col, and not its inverse.
# - The kernel, too, makes a matrix: block Toeplitz. Block circulant only if the image wraps around.
# - Circulant matrices and Fourier belong together: a correlation multiplies one spectrum with the
#   conjugate of the other.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every check
# still agrees.
#
# **Next.** Two things in this notebook were laid up for later: the transpose of $A$, and col2im.
# Assignment **06, Convolution backward,** asks how the loss changes when a pixel or a weight
# changes, and finds the same gradients in three ways.
