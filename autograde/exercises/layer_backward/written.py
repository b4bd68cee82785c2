"""Assignment 06: the questions that a person grades."""

from __future__ import annotations

from autograde.exercise import Written

DERIVE_DW = Written(
    id="derive_dw",
    title="Derive dw in two dimensions",
    points=4,
    minutes=18,
    source="TU/e deck, backward pass on w_1",
    rubric=(
        "1 point: applies the chain rule to one weight: the sum over all outputs that contain "
        "w[o, c, k, l] of dout times the local derivative. These are all positions (h, v) of "
        "filter o, in all images n.",
        "1 point: finds the local derivative by reading it off the forward sum: the one term that "
        "contains the weight leaves the pixel that it met.",
        "1 point: the indices carry stride and padding, x[n, c, s*h + k - p, s*v + l - p] with "
        "zeros outside, and the sum runs over the batch without a factor 1/N.",
        "1 point: confirms one entry at least of dK = [[17, 4], [12, 3]] with its four products "
        "(for instance 1*1 + 2*3 + 3*2 + 4*1 = 17).",
    ),
    full=(
        "The weight w[o,c,k,l] is used once in every output of filter o, for every image n and "
        "position (h,v). So dL/dw[o,c,k,l] = sum over n,h,v of dL/dout[n,o,h,v] * "
        "dout[n,o,h,v]/dw[o,c,k,l]. In out[n,o,h,v] = b[o] + sum x[n,c,s*h+k-p,s*v+l-p] w[o,c,k,l] "
        "there is exactly one term with this weight, and its derivative is the pixel "
        "x[n,c,s*h+k-p,s*v+l-p] (0 if that lies in the padding). Together: dw[o,c,k,l] = sum over "
        "n,h,v of dout[n,o,h,v] x[n,c,s*h+k-p,s*v+l-p]. Nothing is divided by N, since the chain "
        "rule only adds. Check, with s = 1, p = 0: dK(0,0) = 1*1 + 2*3 + 3*2 + 4*1 = 17 and "
        "dK(1,1) = 1*1 + 2*0 + 3*2 + 4*(-1) = 3."
    ),
    half=(
        "dL/dw is the sum over all outputs of dout times the derivative of the output by w, and "
        "that derivative is the pixel: dw(k,l) = sum over h,v of dout(h,v) x(h+k, v+l). For the "
        "example 1*1 + 2*3 + 3*2 + 4*1 = 17."
    ),
    none="dw = dout * x, because the derivative of w*x is x.",
)

DERIVE_DX = Written(
    id="derive_dx",
    title="Derive dx in two dimensions",
    points=4,
    minutes=22,
    source="TU/e deck, backward pass on x_1, vector form 2D",
    rubric=(
        "1 point: applies the chain rule to one pixel: a sum over all outputs whose window "
        "contains it, over all filters o, within the same image n.",
        "1 point: says which outputs these are: i = s*h + k - p and j = s*v + l - p for some tap "
        "(k, l); the local derivative is the weight of that tap. Pixels for which there is none "
        "have gradient 0.",
        "1 point: for s = 1 and p = 0 solves for h and v, so that dout is read backwards, at "
        "(i - k, j - l), with zeros outside, and says that this is a full convolution, a full "
        "correlation with the kernel turned by 180 degrees.",
        "1 point: confirms the middle pixel of dX = [[1, 2, 0], [5, 7, -2], [6, 5, -4]] with its "
        "four products, or two other entries.",
    ),
    full=(
        "Pixel x[n,c,i,j] is used by every filter o, at each position (h,v) whose window contains "
        "it: there must be a tap (k,l) with i = s*h + k - p and j = s*v + l - p. There the local "
        "derivative is w[o,c,k,l]. So dx[n,c,i,j] = sum over o and over all (h,v,k,l) with s*h + k "
        "- p = i and s*v + l - p = j of dout[n,o,h,v] w[o,c,k,l]. If no (h,v,k,l) fits, as for "
        "pixels that the stride leaves over, the sum is empty and dx is 0. For s = 1, p = 0 the "
        "condition gives h = i - k and v = j - l: dx[n,c,i,j] = sum over o,k,l of "
        "dout[n,o,i-k,j-l] w[o,c,k,l], with dout = 0 outside. The signs of the indices are "
        "opposite: a true convolution, mode full, which is a full correlation with w turned by 180 "
        "degrees. Check: dX(1,1) = dY(1,1)K(0,0) + dY(1,0)K(0,1) + dY(0,1)K(1,0) + dY(0,0)K(1,1) "
        "= 4*1 + 3*0 + 2*2 + 1*(-1) = 7."
    ),
    half=(
        "A pixel is in several windows, and each window brings dout times the weight that lay on "
        "the pixel. dx(i,j) = sum over k,l of dout(i-k, j-l) w(k,l). That is a convolution with a "
        "flipped kernel. Middle pixel: 4*1 + 3*0 + 2*2 + 1*(-1) = 7."
    ),
    none="dx = dout * w, because the derivative of w*x by x is w. So dx is dout correlated with w.",
)

FOUR_SENTENCES = Written(
    id="four_sentences",
    title="Spot the bugs: four sentences of one slide",
    points=3,
    minutes=12,
    source="TU/e deck, backprop through a convolutional layer",
    rubric=(
        "1 point: sentence 1 is about the layer's inputs and the gradient with respect to its "
        "outputs, and formula 3 uses i twice, for the entry and for the sum; it is "
        "delta_n = sum over i of dL/dy_(n-i+1) w_i.",
        "1 point: formula 4 holds only if * is full cross-correlation; with true convolution the "
        "flip must go, else it is done twice.",
        "1 point: transposing is not flipping: in two dimensions the kernel is turned by 180 "
        "degrees. A kernel or the worked example shows the difference.",
    ),
    full=(
        "1: The weights multiply the layer's inputs x, so the gradient of a weight is inputs times "
        "the gradient with respect to the layer's outputs; pre-activations are outputs already. "
        "2: The kernel is not transposed but turned by 180 degrees: [[1,0],[2,-1]] becomes "
        "[[-1,2],[0,1]], its transpose is [[1,2],[0,-1]]. In 1-D a transpose would not change "
        "anything. It is the matrix of the whole operation that is transposed. 3: i stands on the "
        "left and is summed on the right. Right is delta_n = sum over i of dL/dy_(n-i+1) w_i. 4: "
        "true only if * is full cross-correlation. If * is convolution, it flips by itself, and "
        "delta = dL/dy * w."
    ),
    half=(
        "The third formula uses i twice; the left side should be delta_n. And transposing is "
        "wrong, the kernel is rotated by 180 degrees, for example [[1,0],[2,-1]] becomes "
        "[[-1,2],[0,1]]."
    ),
    none="The formulas are right, but the sums should begin at 0.",
)

ADJOINT = Written(
    id="adjoint",
    title="Why the transpose?",
    points=2,
    minutes=8,
    source="Bonn deck, from dense to block circulant matrix",
    rubric=(
        "1 point: derives it: y_r = sum over q of A_rq x_q, so dL/dx_q = sum over r of dL/dy_r "
        "A_rq, which is row q of the transpose times vec(dY).",
        "1 point: confirms an entry with a column of A: the middle pixel is column 4, with the "
        "entries -1, 2, 0, 1, and gives -1*1 + 2*2 + 0*3 + 1*4 = 7; or says for another column "
        "what it holds.",
    ),
    full=(
        "y = A x means y_r = sum over q of A_rq x_q, so dy_r/dx_q = A_rq. The chain rule sums over "
        "all outputs: dL/dx_q = sum over r of dL/dy_r A_rq = sum over r of (A^T)_qr dL/dy_r, so "
        "vec(dX) = A^T vec(dY). Column q of A lists the weights with which pixel q enters the four "
        "outputs. Column 4, the middle pixel, is (-1, 2, 0, 1), and -1*1 + 2*2 + 0*3 + 1*4 = 7, "
        "the middle of dX."
    ),
    half="dL/dx_q = sum over r of dL/dy_r A_rq by the chain rule. This is A^T dY.",
    none="Because the matrix must be turned around for going back, like an inverse.",
)
