"""Reads what TensorFlow.js keeps: weights in files beside a manifest, and a graph of named nodes.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib

import numpy

TYPES = {"float32": "<f4", "int32": "<i4", "uint8": "u1", "uint16": "<u2", "float16": "<f2"}


def weights(manifest, folder):
    """Every weight by name, quantised ones made real again."""
    found = {}
    for group in manifest:
        content = b"".join((pathlib.Path(folder) / path).read_bytes() for path in group["paths"])
        at = 0
        for weight in group["weights"]:
            packed = weight.get("quantization", {})
            kind = numpy.dtype(TYPES[packed.get("dtype", weight["dtype"])])
            count = int(numpy.prod(weight["shape"]))
            values = numpy.frombuffer(content, kind, count, at)
            at += count * kind.itemsize
            if "scale" in packed:
                values = values.astype(numpy.float32) * packed["scale"] + packed["min"]
            real = numpy.float32 if weight["dtype"] == "float32" else numpy.int32
            found[weight["name"]] = values.astype(real).reshape(weight["shape"])
    return found


def attribute(node, name, default=None):
    told = node["attr"].get(name, {})
    if "list" in told:
        return [int(number) for number in told["list"]["i"]]
    for kind, read in (("i", int), ("f", float), ("b", bool)):
        if kind in told:
            return read(told[kind])
    return default


def place(reference):
    """`node:2` is the third value that a node gives."""
    name, _, number = reference.partition(":")
    return name, int(number or 0)


class Network:
    """A graph of which only the wanted values are written, each node once.

    `picture` is the height and the width to read, where they shall not be those that the graph was made for.
    """

    def __init__(self, path, picture=None):
        told = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        self._nodes = {node["name"]: node for node in told["modelTopology"]["node"]}
        self._weights = weights(told["weightsManifest"], pathlib.Path(path).parent)
        self._values = {}
        self._picture = picture
        self._made_for = picture

    def write(self, graph, wanted):
        """`wanted` maps the name of each output to the node that gives it."""
        return {name: self._value(graph, node) for name, node in wanted.items()}

    def _value(self, graph, reference):
        name, number = place(reference)
        if name not in self._values:
            node = self._nodes[name]
            # From the last input to the first: the order of the numbers in the file, which its digest covers.
            inputs = [self._value(graph, one) for one in reversed(node.get("input", []))][::-1]
            self._values[name] = self._layer(graph, node, inputs)
        given = self._values[name]
        return given[number] if isinstance(given, list) else given

    def _layer(self, graph, node, inputs):
        kind = node["op"]
        if kind == "Const":
            return self._weights[node["name"]]
        if kind == "Placeholder":
            sizes = [int(size["size"]) for size in node["attr"]["shape"]["shape"]["dim"]]
            if self._picture:
                sizes, self._made_for = [*sizes[:2], *self._picture], sizes[2:]
            return graph.picture(sizes, order=range(len(sizes)))
        if kind == "ResizeBilinear" and self._picture:
            # Its size is a constant of the graph: the same part of the picture that is read.
            sizes = [int(size) * now // before for size, now, before in zip(inputs[1], self._picture, self._made_for)]
            inputs = [inputs[0], sizes]
        if kind == "SparseToDense":
            return dense(*inputs)
        if all(isinstance(value, numpy.ndarray) for value in inputs) and kind == "AddV2":
            return inputs[0] + inputs[1]
        return layer(graph, kind, node, inputs)


def dense(places, shape, values, filler):
    filled = numpy.full(shape.astype(int), filler)
    for where, value in zip(places.reshape(-1, len(shape)), numpy.atleast_1d(values)):
        filled[tuple(where)] = value
    return filled


def layer(graph, kind, node, inputs):
    if kind == "Identity":
        return inputs[0]
    if kind == "Conv2D":
        return graph.convolution(inputs[0], inputs[1], stride=attribute(node, "strides")[1:3])
    if kind == "Add":
        return graph.shifted(*inputs) if isinstance(inputs[1], numpy.ndarray) else graph.add(*inputs)
    if kind == "MaxPool":
        return graph.pool(inputs[0], kind, attribute(node, "ksize")[1:3], attribute(node, "strides")[1:3])
    if kind in ("Pad", "PadV2"):
        return graph.pad(inputs[0], inputs[1], *(float(filler) for filler in inputs[2:]))
    if kind == "LeakyRelu":
        return graph.pointwise(inputs[0], "LeakyRelu", alpha=attribute(node, "alpha"))
    if kind == "Sigmoid":
        return graph.pointwise(inputs[0], "Sigmoid")
    if kind == "Transpose":
        return graph.transpose(inputs[0], [int(move) for move in inputs[1]])
    if kind == "ConcatV2":
        return graph.concatenate(inputs[:-1], int(inputs[-1]))
    if kind == "SplitV":
        return graph.split(inputs[0], inputs[1], int(inputs[2]))
    if kind == "Reshape":
        return graph.reshape(inputs[0], inputs[1])
    if kind == "ResizeBilinear":
        height, width = (int(size) for size in inputs[1])
        return graph.resize(inputs[0], height, width, attribute(node, "half_pixel_centers"))
    raise ValueError(f"TensorFlow.js: {kind} is not known here")
