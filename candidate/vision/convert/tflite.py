"""Reads a TFLite file (a flatbuffer of schema 3) and writes its layers into a Graph.

Only what the two face networks hold is understood: anything else is refused by its number.

SPDX-License-Identifier: EUPL-1.2
"""
import struct

import numpy

ADD, CONCATENATION, CONV, CONV_BY_CHANNEL, DEQUANTIZE = 0, 2, 3, 4, 6
MAX_POOL, RELU, RESHAPE, RESIZE_BILINEAR, PAD, PRELU = 17, 19, 22, 23, 34, 54

TYPES = {0: "<f4", 1: "<f2", 2: "<i4"}


class Table:
    """A flatbuffer's table: fields by number, each with a default."""

    def __init__(self, content, at):
        self._content = content
        self._at = at
        self._fields = at - struct.unpack_from("<i", content, at)[0]
        self._size = struct.unpack_from("<H", content, self._fields)[0]

    def _place(self, number):
        entry = 4 + 2 * number
        offset = struct.unpack_from("<H", self._content, self._fields + entry)[0] if entry < self._size else 0
        return self._at + offset if offset else None

    def _pointed(self, number):
        place = self._place(number)
        return None if place is None else place + struct.unpack_from("<I", self._content, place)[0]

    def scalar(self, number, kind, default=0):
        place = self._place(number)
        return default if place is None else struct.unpack_from("<" + kind, self._content, place)[0]

    def table(self, number):
        place = self._pointed(number)
        return None if place is None else Table(self._content, place)

    def tables(self, number):
        place = self._pointed(number)
        if place is None:
            return []
        count = struct.unpack_from("<I", self._content, place)[0]
        entries = range(place + 4, place + 4 + 4 * count, 4)
        return [Table(self._content, at + struct.unpack_from("<I", self._content, at)[0]) for at in entries]

    def numbers(self, number, kind):
        place = self._pointed(number)
        if place is None:
            return []
        count = struct.unpack_from("<I", self._content, place)[0]
        return list(struct.unpack_from(f"<{count}{kind}", self._content, place + 4))

    def content(self, number):
        place = self._pointed(number)
        if place is None:
            return b""
        count = struct.unpack_from("<I", self._content, place)[0]
        return self._content[place + 4:place + 4 + count]

    def text(self, number):
        return self.content(number).decode()


class Network:
    """The tensors and the operators of a file's one subgraph."""

    def __init__(self, content):
        model = Table(content, struct.unpack_from("<I", content, 0)[0])
        self._kinds = [max(code.scalar(0, "b"), code.scalar(3, "i")) for code in model.tables(1)]
        self._buffers = model.tables(4)
        part = model.tables(2)[0]
        self._tensors = part.tables(0)
        self._inputs = part.numbers(1, "i")
        self._outputs = part.numbers(2, "i")
        self._operators = part.tables(3)

    def _constants(self):
        for number, tensor in enumerate(self._tensors):
            content = self._buffers[tensor.scalar(2, "I")].content(0)
            if not content:
                continue
            values = numpy.frombuffer(content, TYPES[tensor.scalar(1, "b")]).reshape(tensor.numbers(0, "i"))
            yield number, values.astype(numpy.float32) if values.dtype == numpy.float16 else values

    def write(self, graph):
        """Gives the outputs by name."""
        values = dict(self._constants())
        values[self._inputs[0]] = graph.picture(self._tensors[self._inputs[0]].numbers(0, "i"))
        for operator in self._operators:
            kind = self._kinds[operator.scalar(0, "I")]
            inputs = [values[number] for number in operator.numbers(1, "i")]
            result = operator.numbers(2, "i")[0]
            shape = self._tensors[result].numbers(0, "i")
            values[result] = layer(graph, kind, inputs, operator.table(4), shape)
        return {self._tensors[number].text(3): values[number] for number in self._outputs}


def activated(graph, value, function):
    if function == 0:
        return value
    if function == 1:
        return graph.pointwise(value, "Relu")
    raise ValueError(f"TFLite: activation {function} is not known here")


def convolution(graph, kind, inputs, options):
    """Weights lie as out, height, width, in; by channel, as 1, height, width, out."""
    by_channel = kind == CONV_BY_CHANNEL
    value, weights, bias = inputs
    if by_channel:
        lying = weights[0].reshape(*weights.shape[1:3], value.shape[3], -1)
    else:
        lying = weights.transpose(1, 2, 3, 0)
    stride = (options.scalar(2, "i", 1), options.scalar(1, "i", 1))
    result = graph.convolution(value, lying, bias, stride, options.scalar(0, "b") == 0, by_channel)
    return activated(graph, result, options.scalar(4 if by_channel else 3, "b"))


def layer(graph, kind, inputs, options, shape):
    if kind == DEQUANTIZE:
        return inputs[0]
    if kind in (CONV, CONV_BY_CHANNEL):
        return convolution(graph, kind, inputs, options)
    if kind == ADD:
        return activated(graph, graph.add(*inputs), options.scalar(0, "b") if options else 0)
    if kind == MAX_POOL:
        kernel = (options.scalar(4, "i"), options.scalar(3, "i"))
        stride = (options.scalar(2, "i"), options.scalar(1, "i"))
        return graph.pool(inputs[0], "MaxPool", kernel, stride, options.scalar(0, "b") == 0)
    if kind == PAD:
        return graph.pad(inputs[0], inputs[1])
    if kind == RELU:
        return graph.pointwise(inputs[0], "Relu")
    if kind == PRELU:
        return graph.prelu(inputs[0], inputs[1])
    if kind == RESHAPE:
        return graph.reshape(inputs[0], shape)
    if kind == RESIZE_BILINEAR:
        height, width = (int(size) for size in inputs[1])
        return graph.resize(inputs[0], height, width, options.scalar(3, "?"))
    raise ValueError(f"TFLite: operator {kind} is not known here")
