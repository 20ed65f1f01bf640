#!/usr/bin/env python3
"""Makes one of the station's four networks from the weights of an npm package. Usage: convert.py NETWORK PACKAGE OUT.onnx

NETWORK is face_detector, face_landmarks, identity or objects; PACKAGE the folder that the tarball was unpacked to.
The same package gives the same bytes: deploy/models compares them with the digests it pins.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import re
import sys

import tfjs
import tflite
from onnx_graph import Graph


def face_detector(package, out):
    graph = Graph()
    content = (package / "face_detection_full_range.tflite").read_bytes()
    graph.save(tflite.Network(content).write(graph), out)


def packed_file(package, name):
    """A file out of the one archive that the package's loader describes."""
    loader = (package / "face_mesh_solution_packed_assets_loader.js").read_text(encoding="utf-8")
    table = json.loads(re.search(r"loadPackage\((\{.*?\})\);?\s*\n", loader, re.DOTALL).group(1))
    entry = next(entry for entry in table["files"] if entry["filename"].endswith("/" + name))
    archive = (package / "face_mesh_solution_packed_assets.data").read_bytes()
    return archive[entry["start"]:entry["end"]]


def face_landmarks(package, out):
    graph = Graph()
    graph.save(tflite.Network(packed_file(package, "face_landmark.tflite")).write(graph), out)


OBJECTS_PICTURE = (288, 384)  # height and width: the shape of a camera's picture, and half the cost of the 416 x 416 it was made for
OBJECTS_LABELS = (0, 63, 67, 73)  # of COCO's 80: person, laptop, phone, book


def objects(package, out):
    """How likely each label is at each place, as logits, at three strides. Where its boxes are is not asked."""
    graph = Graph()
    network = tfjs.Network(package / "models" / "nanodet.json", OBJECTS_PICTURE)
    heads = {"c8": "PartitionedCall/Add_29", "c16": "PartitionedCall/Add_33", "c32": "PartitionedCall/Add_37"}
    found = network.write(graph, heads)
    graph.save({name: graph.chosen(value, list(OBJECTS_LABELS)) for name, value in found.items()}, out)


class Residual:
    """The layers of dlib's face network, of which the package holds the weights and no graph."""

    def __init__(self, graph, weights):
        self._graph = graph
        self._weights = weights

    def convolved(self, value, name, stride, same):
        found = self._weights
        value = self._graph.convolution(value, found[name + "/conv/filters"], found[name + "/conv/bias"], (stride, stride), same)
        value = self._graph.scaled(value, found[name + "/scale/weights"])
        return self._graph.shifted(value, found[name + "/scale/biases"])

    def relu(self, value):
        return self._graph.pointwise(value, "Relu")

    def block(self, value, name):
        inner = self.relu(self.convolved(value, name + "/conv1", 1, True))
        inner = self.convolved(inner, name + "/conv2", 1, True)
        return self.relu(self._graph.add(inner, value))

    def halving_block(self, value, name):
        inner = self.relu(self.convolved(value, name + "/conv1", 2, False))
        inner = self.convolved(inner, name + "/conv2", 1, True)
        pooled = self._graph.pool(value, "AveragePool", (2, 2), (2, 2))
        if pooled.shape[1:3] != inner.shape[1:3]:
            inner = self._graph.pad(inner, [(0, 0), (0, 1), (0, 1), (0, 0)])
        more = inner.shape[3] - pooled.shape[3]
        pooled = self._graph.pad(pooled, [(0, 0), (0, 0), (0, 0), (0, more)])
        return self.relu(self._graph.add(pooled, inner))


def identity(package, out):
    folder = package / "model"
    manifest = json.loads((folder / "face_recognition_model-weights_manifest.json").read_text(encoding="utf-8"))
    weights = tfjs.weights(manifest, folder)
    graph = Graph()
    layers = Residual(graph, weights)
    value = graph.picture([1, 150, 150, 3])
    value = layers.relu(layers.convolved(value, "conv32_down", 2, False))
    value = graph.pool(value, "MaxPool", (3, 3), (2, 2))
    for width, count in ((32, 3), (64, 3), (128, 2), (256, 2)):
        if width > 32:
            value = layers.halving_block(value, f"conv{width}_down")
        for number in range(count):
            value = layers.block(value, f"conv{width}_{number + 1}")
    value = graph.mean(layers.halving_block(value, "conv256_down_out"))
    graph.save({"emb": graph.product(value, weights["fc"])}, out)


NETWORKS = {made.__name__: made for made in (face_detector, face_landmarks, identity, objects)}


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in NETWORKS:
        sys.exit(__doc__)
    NETWORKS[sys.argv[1]](pathlib.Path(sys.argv[2]), sys.argv[3])


if __name__ == "__main__":
    main()
