# %% [markdown]
# # 01 · Why convolution
#
# **What you'll do**
# - You look at what makes an image different from a list of numbers.
# - You count what a layer costs that joins everything with everything. <!-- about="dense_cost" -->
# - You click through the connections of a small network.
# - You count three ways to find the edges of a photograph. <!-- about="edge_detection_cost" -->
# - You move an input, and watch what its output does.
#
# **What you'll learn**
# - three ideas that make convolution what it is: *sparse interactions*, *parameter sharing*,
#   *equivariance*;
# - which of them saves memory, and which saves work;
# - how units that see three pixels become units that see everything;
# - to tell equivariance from invariance. <!-- about="invariance_or_equivariance" -->
#
# **What you need.** Multiplication, and a little NumPy. No earlier assignment: this notebook stands
# alone. Plan <!-- plan -->.
#
# **How to work.** Each step has a question, a *prediction*, a short cell and a picture. Do write
# the prediction down before you run the cell. Being wrong on paper is the cheapest way to learn
# this. Each check names the mistake that it recognises ("looks at least like": there is more
# besides it; "in this case it looks like": it explains what you see, and little more), and
# `hint(f, 1)` shows a first hint on a function f. The decks that we quote go by short names: CUHK,
# Bonn, CS231n deck, TU/e, Canziani; GBC is the book *Deep Learning* by Goodfellow, Bengio and
# Courville, which Bonn quotes.

# %% setup=true
# setup

# %% [markdown]
# ## 1. What is special about an image?
#
# TU/e names two properties of images, sounds and other spatial data: they are **high-dimensional**,
# and they are **locally correlated**. The photograph below has 107 × 100 = 10,700 numbers, and it
# is a tiny one. **But what does "locally correlated" mean?**
#
# Take a pixel and its neighbour. If you know one, can you guess the other? The correlation
# coefficient says how well a straight line does it: 1 and −1 are perfect, and 0 means that there is
# no linear relation.
#
# **Predict.** What is it for direct neighbours in a photograph? For pixels 20 columns apart? And
# what if we shuffle all the pixels first?

# %%
photo = draw.photo()
shuffled = np.random.default_rng(0).permutation(photo.ravel()).reshape(photo.shape)


def likeness(image, apart):
    left, right = image[:, :-apart], image[:, apart:]
    return np.corrcoef(left.ravel(), right.ravel())[0, 1]


images = {"photograph": photo, "shuffled": shuffled}
curves = {name: [likeness(i, apart) for apart in range(1, 31)] for name, i in images.items()}
draw.likeness(images, curves)

# %% [markdown]
# Neighbours are much alike, and the likeness fades with distance. Both pictures hold the very same
# numbers, so the meaning is in the *places*. A layer that joins every pixel with every output does
# not know which pixels are neighbours: shuffle all images alike, and it learns exactly as well as
# before. **Convolution is a layer that knows.** In Canziani's words, sparsity means less
# computation *by exploiting local correlation*.
#
# Places come in one, two or three dimensions (TU/e). At each place there are channels, so the
# arrays have one axis more:
#
# | convolution | slides along | one input is | for example |
# |---|---|---|---|
# | 1-D | time | (C, W), two axes | sound |
# | 2-D | rows and columns | (C, H, W), three axes | colour images: C = 3 |
# | 3-D | depth, rows, columns | (C, D, H, W), four axes | scans of a body, films |

# %% [markdown]
# ## 2. Everything joined with everything
#
# In a **dense** (or fully connected) layer each output is a weighted sum of *all* inputs, plus a
# bias. With $n$ inputs $x_j$, $j = 0 \dots n - 1$, output $i$ is
#
# $$s_i = b_i + \sum_{j=0}^{n-1} w_{ij}\, x_j$$
#
# Two things cost something:
#
# - **parameters**, the numbers that are stored and learnt: all $w_{ij}$ and $b_i$;
# - **multiply-accumulates**, MACs for short: one product $w_{ij} x_j$, added to the sum. A bias
#   multiplies nothing, so it is no MAC.
#
# **Predict.** Three inputs, two outputs. How many parameters, and how many MACs?
#
# <details><summary>Compare</summary>
#
# Every output needs 3 weights and a bias: 2 · (3 + 1) = **8** parameters. It multiplies 3 times:
# 2 · 3 = **6** MACs.
#
# </details>
#
# The CS231n deck has an image of 32×32×3 (as an array: C, H, W = 3, 32, 32) and makes a volume of
# 28×28×6 from it, with six filters of 5×5×3. Such a filter has 5 · 5 · 3 weights and one bias,
# whatever the size of the image: (75 + 1) · 6 = **456** parameters.
#
# **Predict.** A *dense* layer from the same image to the same volume: thousands, millions or
# billions of parameters?

# %% [markdown] about="dense_cost"
# ### Write it: `dense_cost`
#
# Count for any two volumes. Python's own whole numbers have no end, so the result is exact however
# large it is; numbers of NumPy have an end, and start again below zero without a word.


# %% exercise="dense_cost"
def dense_cost(C, H, W, O, OH, OW):
    """Count what a dense layer needs to turn one volume into another.

    Parameters
    ----------
    C, H, W : int
        Channels, height and width of the input.
    O, OH, OW : int
        Channels, height and width of the output.

    Returns
    -------
    tuple of two int
        The parameters, with one bias for each output; the multiply-accumulates for one image.

    Examples
    --------
    >>> dense_cost(3, 1, 1, 2, 1, 1)
    (8, 6)
    """
    ### BEGIN SOLUTION
    inputs = C * H * W
    outputs = O * OH * OW
    return outputs * (inputs + 1), outputs * inputs
    ### END SOLUTION


# %% about="dense_cost"
draw.dense_parameters(dense_cost, (3, 32, 32), (6, 28, 28), {"six filters of 5×5×3": 456})

# %% [markdown]
# 14,455,392 against 456. Each of the 4,704 outputs has 3,072 weights of its own. A photograph from
# a telephone has 12 million pixels, which is 36 million numbers. A dense layer from it to six maps
# of its size has 36 million times 72 million weights. At 4 bytes each they take 10.4 million
# gigabytes.
#
# Two different savings are mixed in this picture, and we now take them apart: each output looks at
# **fewer inputs**, and all outputs of a map use **the same weights**.

# %% [markdown]
# ## 3. First idea: sparse interactions
#
# Let each output look at a few neighbouring inputs only. With a kernel of width 3, output $s_i$
# sees $x_{i-1}$, $x_i$ and $x_{i+1}$; in this section we count from 1, as CUHK does. Zeros stand
# beyond both ends.
#
# **Predict.** Which outputs does $x_3$ feed? On which inputs does $s_3$ depend? And in a dense
# layer?

# %%
draw.sparse_and_dense()

# %% [markdown]
# The inputs that an output depends on are its **receptive field**: $x_2, x_3, x_4$ for $s_3$. Read
# the lines the other way, and you see what one input feeds: $x_3$ feeds $s_2, s_3, s_4$. Both are
# three units, and that is no accident: $s_i$ sees $x_j$ when $i$ and $j$ differ by at most 1, and a
# difference is as large in both directions.
#
# ### Is seeing three pixels enough?
#
# A face is wider than three pixels. So stack layers: $x$ feeds $h$, and $h$ feeds $g$.
#
# **Predict.** Each layer has a kernel of width 3. On how many inputs does $g_4$ depend? And after
# five such layers?
#
# Choose a unit, by mouse or with Tab and Enter, and look what it depends on and what it feeds. Then
# switch to dense layers.

# %%
draw.wiring()

# %% [markdown]
# $g_4$ depends on $h_3, h_4, h_5$ and through them on $x_2$ to $x_6$: five inputs. Each further
# layer adds one at either end, so after $L$ layers of width 3 it is $2L + 1$, and 11 after five. In
# assignment 03 you compute this for any kernels and strides.
#
# So sparse layers see locally at first and widely in the end. That suits a world in which **objects
# are made of parts**: edges make corners, corners make eyes, eyes make faces. Canziani calls this
# the hierarchical view. Nature does something like it. TU/e shows it as biological inspiration:
# cells in the first visual area of the brain answer to an edge at one place and in one direction,
# and cells further on answer to larger and more complicated things, almost wherever they are.

# %% [markdown]
# ## 4. Second idea: parameter sharing
#
# If a detector for edges is useful in one corner, it is useful in the other. So all outputs use the
# *same* weights. Written as a matrix with a row for each output, a layer then loses most of its
# numbers in two steps. In the figure $w_{12}$ is the weight in row 1, column 2, and we count from 0
# again, as NumPy does.
#
# **Predict.** Six inputs, a kernel of width 3 that stays inside: four outputs. How many numbers has
# the dense matrix? How many are not zero in the sparse one? How many of *these* differ, when
# weights are shared?

# %%
draw.weight_matrices()

# %% [markdown]
# 24, then 12, then 3. The third matrix repeats one row, one column further to the right each time.
# In the fourth picture the rows that stick out begin again on the left. Bonn's slide sums the way
# up as "from dense to block circulant matrix". Which of the last two pictures is meant by that, and
# which one a convolutional layer really has, you find out in assignment 05.
#
# ### The brain view
#
# The CS231n deck has another picture of the same thing. A map of outputs is a *sheet of neurons*:
# each one looks at its own region, and all of them in a sheet share their weights. Five filters
# make five sheets.

# %%
draw.brain_view()

# %% [markdown]
# A volume of 28×28×5: 3,920 neurons. Five of them look at the same region, for five different
# things; 784 of them look for the same thing, in different regions.

# %% [markdown]
# ## 5. What is saved, exactly?
#
# CUHK counts it for the simplest useful kernel, which finds edges: each pixel minus its right
# neighbour, so two weights, 1 and −1. The image is 320 wide and 280 high. The slide gives sizes as
# width × height; we write (H, W) = (280, 320) and (KH, KW) = (1, 2), as NumPy does.
#
# The kernel stays inside the image. It fits at $H - KH + 1$ places downwards and $W - KW + 1$
# places across, so there are
#
# $$P = (H - KH + 1)(W - KW + 1)$$
#
# outputs. Three ways lead to the same outputs:
#
# | way | what it does | floats that it stores |
# |---|---|---|
# | dense matrix | a row for each output, a column for each pixel, zeros included | P · H · W |
# | sparse matrix | the same matrix, but only the entries that are not zero | P · KH · KW |
# | convolution | slides one kernel | KH · KW |
#
# And the **operations**? An output is a sum of $n$ products. That takes $n$ multiplications, and
# one addition less, since the first product is not added to anything: $n + (n - 1) = 2n - 1$ for
# each output. For the dense matrix, which multiplies by all its zeros, $n$ is the number of pixels;
# for the other two it is the number of weights. (Operations count additions and multiplications
# apart; a MAC is one of each. Sources differ in which of the two they mean, so always ask.)
#
# **Predict.** An image of one row and five pixels, a kernel of (1, 2). Work out all five numbers:
# three for floats, and operations for the dense matrix and for the convolution.
#
# <details><summary>Compare</summary>
#
# $P = 1 \cdot 4 = 4$ outputs.
#
# - Floats: dense 4 · 5 = **20**, sparse 4 · 2 = **8**, convolution **2**.
# - Operations: dense 4 · (2 · 5 − 1) = **36**, convolution 4 · (2 · 2 − 1) = **12**. The sparse
#   matrix needs those 12 as well.
#
# </details>

# %% [markdown] about="edge_detection_cost"
# ### Write it: `edge_detection_cost`
#
# For any image, and any kernel that is not larger. Five whole numbers, in the order of the table
# and then dense before convolution.


# %% exercise="edge_detection_cost"
def edge_detection_cost(H, W, KH, KW):
    """Count floats and operations of three ways to the same edges.

    Parameters
    ----------
    H, W : int
        Height and width of the image.
    KH, KW : int
        Height and width of the kernel, which stays inside the image.

    Returns
    -------
    tuple of five int
        Floats stored by the dense matrix, by the sparse matrix, and by the convolution; then the
        operations of the dense matrix, and of the convolution.

    Examples
    --------
    >>> edge_detection_cost(1, 5, 1, 2)
    (20, 8, 2, 36, 12)
    """
    ### BEGIN SOLUTION
    outputs = (H - KH + 1) * (W - KW + 1)
    pixels, weights = H * W, KH * KW
    return (
        outputs * pixels,
        outputs * weights,
        weights,
        outputs * (2 * pixels - 1),
        outputs * (2 * weights - 1),
    )
    ### END SOLUTION


# %% about="edge_detection_cost"
draw.edge_costs(edge_detection_cost, 280, 320, 1, 2)

# %% [markdown]
# On CUHK's slide the table reads: stored floats 2 for the convolution, more than 8e9 for the dense
# matrix, 178,640 for the sparse one; operations 267,960 and more than 16e9. Exactly, the two large
# numbers are 8,003,072,000 and 16,006,054,680.
#
# Look at the two middle bars. From *dense to sparse*, floats and operations both collapse. From
# *sparse to convolution*, only the floats do. **Sparsity saves memory and work; sharing saves
# memory alone.** (And learning: two numbers are easier to learn than 178,640. Canziani notes that
# it helps convergence.)

# %% [markdown]
# ## 6. Third idea: equivariance
#
# Move the input by one place. **What does the output do?** Here is a bar of two bright pixels. One
# layer shares its weights: every output is a pixel minus its right neighbour. The other one is
# dense, with weights at random.
#
# **Predict.** Work out the six outputs of the first layer, for the bar and for the bar moved one
# place to the right.

# %%
bar = np.array([0, 0, 9, 9, 0, 0, 0])
shared = np.eye(6, 7) - np.eye(6, 7, k=1)
dense = np.random.default_rng(1).integers(-3, 4, (6, 7))
draw.shifted(bar, {"shared weights": shared, "dense": dense})

# %% [markdown]
# With shared weights the output moves along: 0, −9, 0, 9, 0, 0 becomes 0, 0, −9, 0, 9, 0, the same
# numbers one place further. In the dense layer nothing of the kind happens; whatever it has learnt
# about the bar at one place, it has to learn again at the next.
#
# Equivariance ends at the border. Move the bar further to the right until it leaves the image: what
# is pushed out is lost, and no move of the output brings it back.
#
# So a network with shared weights need not see a cat in every corner to find it there. CUHK says it
# of edges: it is useful to detect them in different regions of the image.

# %% [markdown] about="invariance_or_equivariance"
# ### Spot the bug: invariance or equivariance
#
# Bonn's slide on motivation reads:
#
# > "Equivariance: Translations of an input should not change the outcome."
#
# 1. Which property does this sentence describe? Correct it, in words or as a formula. You may write
#    $T$ for "move by one place" and $f$ for the layer.
# 2. Show with the numbers of the bar above, or with an example of your own, that the sentence as
#    printed is not true of a convolution.
#
# *Points, in equal parts: for the name of the property and the corrected sentence; for an example
# with the outputs before and after the move.*

# %% [markdown] written="invariance_or_equivariance"
# ### BEGIN SOLUTION
# 1. The sentence describes **invariance**: the outcome does not change, $f(T x) = f(x)$.
#    **Equivariance** means that the outcome changes in the same way as the input: $f(T x) = T
#    f(x)$. Corrected: "Equivariance: translations of an input should translate the outcome in the
#    same way."
# 2. The bar 0 0 9 9 0 0 0 gives 0 −9 0 9 0 0. Moved by one place it is 0 0 0 9 9 0 0 and gives
#    0 0 −9 0 9 0. That is the first output moved by one place, so $f(T x) = T f(x)$. It is not the
#    first output itself, so $f(T x) \neq f(x)$: the outcome has changed.
# ### END SOLUTION

# %% [markdown]
# Both properties are useful, at different places of a network. *Where* is the edge? For that the
# output must move along. *Is* there a cat? For that it should not. Pooling, in assignment 07, is a
# step from the first to the second.

# %% [markdown]
# ## 7. Deeper or wider?
#
# Suppose you may spend a fixed number of parameters. **Should you make layers larger, or stack more
# of them?** Count first. Let every layer have $C$ channels in and out, and leave out biases. A
# kernel of 7×7 sees 7 pixels across and has $7 \cdot 7 \cdot C \cdot C$ weights.
#
# **Predict.** How many layers of 3×3 see 7 pixels across, and how many weights do they have
# together?

# %%
channels = 64
weights = {
    "one layer of 7×7": 7 * 7 * channels**2,
    "three layers of 3×3": 3 * (3 * 3 * channels**2),
}
draw.counts(weights, "weights", title="Both see 7 pixels across, with 64 channels")

# %% [markdown]
# Three layers: $2 \cdot 3 + 1 = 7$. They need 27 $C^2$ weights in place of 49 $C^2$, and have three
# nonlinearities in place of one. A *nonlinearity* is a function that is applied to every output of
# a layer, such as $\max(0, s)$. Without them, three layers of 3×3 could do no more than one of 7×7:
# weighted sums of weighted sums are weighted sums again.
#
# So depth is cheap. Is it also good? Bonn quotes an experiment of Goodfellow and others from 2014,
# by way of GBC, on reading house numbers from photographs: deeper models did better, and *not
# merely because they were larger*. Shallow networks that were given more parameters per layer
# stopped getting better long before the deep one did. It is one experiment on one task. What it
# suggests is that depth says something useful about the world: that things are made of simpler
# things.

# %% [markdown]
# ### If you want more: a layer that cannot do everything (not graded)
#
# Take the matrices of section 4 once more: six inputs, four outputs. The dense layer has 24 numbers
# to choose freely. The convolution has 3, and they fix its whole matrix. **What have you given
# up?**
#
# **Predict.** Find something that the dense layer can compute and the convolution cannot.
#
# <details><summary>Compare</summary>
#
# - *Far apart*: none of the convolution's outputs can be the first pixel minus the last. No window
#   holds both. (With more layers on top one output may see both. A single layer cannot.)
# - *Different places*: output 0 cannot be $x_0$ while output 1 is $-x_1$. With shared weights the
#   same is done everywhere.
# - *Another order*: shuffle the pixels, in the same way for all images. For every dense layer there
#   is another one that gives the same outputs as before: shuffle the columns of its matrix. The
#   convolution loses its neighbours, and in general no other one makes up for it.
#
# </details>
#
# The other way round, every convolution is a dense layer: one with many of its weights fixed at
# zero, and the others tied together. So the convolution adds nothing. It rules out, before the
# first image has been seen, most of what the dense layer could become. It is a *prior*, something
# that is believed beforehand: what matters lies close together, and means the same at every place.
# GBC calls it infinitely strong, since no data can overrule it.
#
# To narrow down what a model may become, in the hope that it does better on images that it has
# *not* seen, is called **regularisation**. Whether it does is no matter of counting. Where the
# belief is right, fewer numbers are left to be learnt from the same images. Where it is wrong, as
# for shuffled pixels, or where the *place* itself says something, the layer may not even fit the
# images that it has seen.

# %% [markdown]
# ## What you have seen
#
# - Neighbouring pixels are alike. A dense layer cannot know that; a convolution is built on it.
# - *Sparse interactions*: an output sees a few neighbours. Saves memory and work. Depth makes the
#   receptive field grow.
# - *Parameter sharing*: the same weights everywhere. Saves memory, and what has been learnt at one
#   place holds at all.
# - *Equivariance*: the output moves along with the input. Invariance is something else.
#
# Run the whole notebook once more from the top before you hand it in, and look whether every check
# still agrees.
#
# **Next.** You know *why*. Assignment **02, Correlation and convolution,** is about *what*: you
# slide a kernel over an image yourself, meet the difference between the two names, and find edges
# in the photograph from above.
