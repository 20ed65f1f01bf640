"""A network written as ONNX (opset 11), layer by layer, in the forms that OpenCV 4.6 reads.

TensorFlow keeps pictures as height, width, channels; OpenCV wants channels first. A Value therefore
knows its shape as TensorFlow says it, and in which order its dimensions really lie: a transposition
costs nothing until a layer wants another order. Names are numbered in the order of the calls, so the
same weights give the same bytes from run to run.

SPDX-License-Identifier: EUPL-1.2
"""
import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

CHANNELS_FIRST = (0, 3, 1, 2)
NEVER_THE_LARGEST = -1e30  # what lies beside a picture is below this where a layer looks for the largest


class Value:
    """What flows between layers: an ONNX name, a shape, and which of its dimensions lies where."""

    def __init__(self, name, shape, order=None):
        self.name = name
        self.shape = tuple(int(size) for size in shape)
        self.order = tuple(order) if order is not None else tuple(range(len(self.shape)))


def same_padding(size, kernel, stride):
    """TensorFlow's SAME: what is left over goes to the end."""
    whole = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return whole // 2, whole - whole // 2


class Graph:
    def __init__(self):
        self._nodes = []
        self._constants = {}
        self._inputs = []
        self._count = 0
        self._weights_of = {}  # of each convolution: its two constants, while they may still change
        self._padded = {}  # of each padded value: what it was, its edges as they lie, what fills them

    # -- names, nodes and constants

    def _number(self, word):
        self._count += 1
        return f"{word}_{self._count}"

    def _constant(self, values, word="c"):
        name = self._number(word)
        self._constants[name] = numpy.ascontiguousarray(values)
        return name

    def _node(self, kind, inputs, **attributes):
        name = self._number(kind.lower())
        self._nodes.append(helper.make_node(kind, inputs, [name], name="n_" + name, **attributes))
        return name

    def _ordered(self, value, order):
        if value.order == tuple(order):
            return value
        moves = [value.order.index(dimension) for dimension in order]
        return Value(self._node("Transpose", [value.name], perm=moves), value.shape, order)

    def _plain(self, value):
        return self._ordered(value, range(len(value.shape)))

    # -- layers

    def picture(self, shape, order=CHANNELS_FIRST):
        """The one input, named `input`."""
        lying = [shape[dimension] for dimension in order]
        self._inputs.append(helper.make_tensor_value_info("input", TensorProto.FLOAT, lying))
        return Value("input", shape, order)

    def _without_edges(self, value, may_fill):
        """The picture before its edges were added, and these, if the layer that reads it can add them: a copy less."""
        name, lying, filler = self._padded.get(value.name, (value.name, [(0, 0)] * 4, 0.0))
        edges = [lying[value.order.index(dimension)] for dimension in range(4)]
        # OpenCV's layers add as much on both sides, down and across.
        if not may_fill(filler) or any(before != after for before, after in edges) or any(edges[0] + edges[3]):
            return value, [(0, 0), (0, 0)]
        return Value(name, [size - sum(edge) for size, edge in zip(value.shape, edges)], value.order), edges[1:3]

    @staticmethod
    def _window(shape, kernel, stride, same, given):
        """The padding and the size of what a window that slides over a picture gives; `given` are edges it had already."""
        edges = [same_padding(size, k, s) if same else edge for size, k, s, edge in zip(shape[1:3], kernel, stride, given)]
        sizes = [(size + sum(edge) - k) // s + 1 for size, edge, k, s in zip(shape[1:3], edges, kernel, stride)]
        return [edges[0][0], edges[1][0], edges[0][1], edges[1][1]], sizes

    def convolution(self, value, weights, bias=None, stride=(1, 1), same=False, by_channel=False):
        """Weights as TensorFlow keeps them: height, width, in, out."""
        value, given = (value, [(0, 0)] * 2) if same else self._without_edges(value, lambda filler: filler == 0)
        value = self._ordered(value, CHANNELS_FIRST)
        kernel = weights.shape[:2]
        groups = value.shape[3] if by_channel else 1
        if by_channel:
            lying = weights.transpose(2, 3, 0, 1).reshape(-1, 1, *kernel)
        else:
            lying = weights.transpose(3, 2, 0, 1)
        pads, sizes = self._window(value.shape, kernel, stride, same, given)
        bias = numpy.zeros(len(lying), numpy.float32) if bias is None else bias
        constants = (self._constant(lying.astype(numpy.float32), "w"), self._constant(bias.astype(numpy.float32).reshape(-1), "b"))
        name = self._node("Conv", [value.name, *constants], kernel_shape=list(kernel), strides=list(stride), pads=pads,
                          dilations=[1, 1], group=groups)
        self._weights_of[name] = constants
        return Value(name, (value.shape[0], *sizes, len(lying)), CHANNELS_FIRST)

    def scaled(self, convolved, factors):
        """Folds a factor for each channel into the convolution before it."""
        weights, bias = self._weights_of[convolved.name]
        self._constants[weights] = self._constants[weights] * factors[:, None, None, None]
        self._constants[bias] = self._constants[bias] * factors
        return convolved

    def shifted(self, convolved, terms):
        """Folds a term for each channel into the convolution before it."""
        _, bias = self._weights_of[convolved.name]
        self._constants[bias] = self._constants[bias] + terms.reshape(-1)
        return convolved

    def chosen(self, convolved, channels):
        """Only these channels of a convolution: the others are not reckoned."""
        weights, bias = self._weights_of[convolved.name]
        self._constants[weights] = self._constants[weights][channels]
        self._constants[bias] = self._constants[bias][channels]
        return Value(convolved.name, (*convolved.shape[:3], len(channels)), convolved.order)

    def pool(self, value, kind, kernel, stride, same=False):
        can_fill = kind == "MaxPool" and not same
        value, given = self._without_edges(value, lambda filler: filler < NEVER_THE_LARGEST) if can_fill else (value, [(0, 0)] * 2)
        value = self._ordered(value, CHANNELS_FIRST)
        pads, sizes = self._window(value.shape, kernel, stride, same, given)
        name = self._node(kind, [value.name], kernel_shape=list(kernel), strides=list(stride), pads=pads)
        return Value(name, (value.shape[0], *sizes, value.shape[3]), CHANNELS_FIRST)

    def pointwise(self, value, kind, **attributes):
        return Value(self._node(kind, [value.name], **attributes), value.shape, value.order)

    def prelu(self, value, slopes):
        """OpenCV wants the slopes as [channels, 1, 1]."""
        value = self._ordered(value, CHANNELS_FIRST)
        name = self._node("PRelu", [value.name, self._constant(slopes.astype(numpy.float32).reshape(-1, 1, 1))])
        return Value(name, value.shape, value.order)

    def add(self, one, other):
        if one.shape != other.shape:
            raise ValueError(f"cannot add {one.shape} and {other.shape}")
        other = self._ordered(other, one.order)
        return Value(self._node("Add", [one.name, other.name]), one.shape, one.order)

    def pad(self, value, edges, filler=0.0):
        before = [int(edges[dimension][0]) for dimension in value.order]
        after = [int(edges[dimension][1]) for dimension in value.order]
        if not any(before + after):
            return value
        constants = [self._constant(numpy.array(before + after, numpy.int64)), self._constant(numpy.float32(filler))]
        shape = [size + int(edge[0]) + int(edge[1]) for size, edge in zip(value.shape, edges)]
        padded = Value(self._node("Pad", [value.name, *constants], mode="constant"), shape, value.order)
        self._padded[padded.name] = (value.name, list(zip(before, after)), float(filler))
        return padded

    def concatenate(self, values, axis):
        order = values[0].order
        values = [self._ordered(value, order) for value in values]
        shape = list(values[0].shape)
        axis %= len(shape)
        shape[axis] = sum(value.shape[axis] for value in values)
        return Value(self._node("Concat", [value.name for value in values], axis=order.index(axis)), shape, order)

    def split(self, value, sizes, axis):
        parts = []
        begin = 0
        for size in sizes:
            first, last = [0] * len(value.shape), list(value.shape)
            first[axis], last[axis] = begin, begin + int(size)
            begin += int(size)
            bounds = [self._constant(numpy.array([edge[d] for d in value.order], numpy.int64)) for edge in (first, last)]
            axes = self._constant(numpy.arange(len(value.order), dtype=numpy.int64))
            shape = [end - start for start, end in zip(first, last)]
            parts.append(Value(self._node("Slice", [value.name, *bounds, axes]), shape, value.order))
        return parts

    def resize(self, value, height, width, half_pixel):
        value = self._ordered(value, CHANNELS_FIRST)
        sizes = numpy.array([value.shape[0], value.shape[3], height, width], numpy.int64)
        unused = [self._constant(numpy.zeros(0, numpy.float32)) for _ in ("region", "scales")]
        name = self._node("Resize", [value.name, *unused, self._constant(sizes)], mode="linear",
                          coordinate_transformation_mode="half_pixel" if half_pixel else "asymmetric")
        return Value(name, (value.shape[0], height, width, value.shape[3]), CHANNELS_FIRST)

    def reshape(self, value, shape):
        known = -int(numpy.prod(shape))
        shape = [int(numpy.prod(value.shape)) // known if size == -1 else int(size) for size in shape]
        value = self._plain(value)
        return Value(self._node("Reshape", [value.name, self._constant(numpy.array(shape, numpy.int64))]), shape)

    @staticmethod
    def transpose(value, moves):
        """Changes what is said of the shape, not where the numbers lie."""
        place = {int(old): new for new, old in enumerate(moves)}
        return Value(value.name, [value.shape[old] for old in moves], [place[d] for d in value.order])

    def mean(self, value):
        """Over the picture: one number for each channel."""
        value = self._ordered(value, CHANNELS_FIRST)
        pooled = self._node("GlobalAveragePool", [value.name])
        return Value(self._node("Flatten", [pooled], axis=1), (value.shape[0], value.shape[3]))

    def product(self, value, matrix):
        constants = [self._constant(matrix.T.astype(numpy.float32)), self._constant(numpy.zeros(matrix.shape[1], numpy.float32))]
        return Value(self._node("Gemm", [value.name, *constants], transB=1), (value.shape[0], matrix.shape[1]))

    # -- the file

    def save(self, outputs, path):
        """Writes what the outputs need, and no more. `outputs` maps the name of each to its Value."""
        told, renamed = [], {}
        for name, value in outputs.items():
            value = self._ordered(value, CHANNELS_FIRST) if len(value.shape) == 4 else self._plain(value)
            renamed[value.name] = name
            lying = [value.shape[dimension] for dimension in value.order]
            told.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, lying))
        kept, needed = [], set(renamed)
        for node in reversed(self._nodes):
            if needed & set(node.output):
                kept.insert(0, node)
                needed |= set(node.input)
        for node in kept:
            for names in (node.input, node.output):
                for place, name in enumerate(names):
                    names[place] = renamed.get(name, name)
        constants = [numpy_helper.from_array(values, name) for name, values in self._constants.items() if name in needed]
        graph = helper.make_graph(kept, "g", self._inputs, told, constants)
        # The producer's name is part of the bytes, and so of the pinned digest.
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=6, producer_name="nnconv")
        onnx.checker.check_model(model)
        onnx.save(model, path)
