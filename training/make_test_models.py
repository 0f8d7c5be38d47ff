"""Tiny networks with weights by formula, for tests of the engine that runs networks; they know nothing of patients.

    python training/make_test_models.py fixtures/models

`regions.onnx` calls what is bright a brain and names its parts by where they lie about the middle of the grid;
`lesions.onnx` marks spots that are darker than what is around them, by a difference of Gaussians at 0.5 × 0.5 × 1 mm;
`verifier.onnx` compares the middle of a cube with its outside. `manifest.json` is a manifest of all three.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
REGION_SHAPE = (96, 112, 96)
REGION_MM = 2.0
CUBE = (32, 32, 16)
TILE = (96, 96, 48)

#: Class, logit in its middle, middle in mm (x to the side, y to the front, z up) and half axes of its ellipsoids.
REGIONS: tuple[tuple[str, float, tuple[float, float, float], tuple[float, float, float]], ...] = (
    ("csf", -99, (0, 0, 0), (1, 1, 1)),
    ("ventricle", 20, (4, 0, 20), (5, 20, 5)),
    ("cortex", 1, (0, 0, 0), (9999, 9999, 9999)),
    ("cerebral-white-matter", 4, (0, 0, 5), (52, 70, 45)),
    ("basal-ganglia", 12, (22, 8, 2), (16, 20, 14)),
    ("pallidum", -99, (0, 0, 0), (1, 1, 1)),
    ("thalamus", 14, (11, -15, 5), (11, 14, 11)),
    ("hippocampus-amygdala", -99, (0, 0, 0), (1, 1, 1)),
    ("ventral-diencephalon", -99, (0, 0, 0), (1, 1, 1)),
    ("brainstem", 14, (0, -22, -38), (14, 14, 22)),
    ("cerebellar-cortex", 8, (20, -50, -38), (34, 28, 20)),
    ("cerebellar-white-matter", -99, (0, 0, 0), (1, 1, 1)),
    ("dural-sinus", -99, (0, 0, 0), (1, 1, 1)),
)


class Graph:
    """Nodes and constants of a network; the opset has no sums, so names are made here."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: np.ndarray | float) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype=np.float32), name))
        return name

    def indices(self, values: list[int]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype=np.int64), name))
        return name

    def add(self, operator: str, *inputs: str, output: str | None = None, **attributes: object) -> str:
        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def scaled(self, value: str, factor: float, shift: float, *, output: str | None = None) -> str:
        product = self.add("Mul", value, self.constant(factor))
        return self.add("Add", product, self.constant(shift), output=output)

    def smooth(self, value: str, sigma_mm: float) -> str:
        """Gaussian along k, j and i of a grid of 1 × 0.5 × 0.5 mm."""
        for axis, spacing_mm in enumerate((1.0, 0.5, 0.5)):
            sigma = sigma_mm / spacing_mm
            radius = max(1, round(3 * sigma))
            kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
            shape, pads = [1, 1, 1, 1, 1], [0] * 6
            shape[axis + 2] = len(kernel)
            pads[axis] = pads[axis + 3] = radius
            weights = self.constant((kernel / kernel.sum()).reshape(shape))
            value = self.add("Conv", value, weights, pads=pads)
        return value

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, "test", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="cmb")
        onnx.checker.check_model(model)
        return model


def tensor(name: str, shape: list[int | str]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def regions() -> onnx.ModelProto:
    """Logits of the classes, background first: what is dark is background, else the ellipsoids decide."""
    graph = Graph()
    ni, nj, nk = REGION_SHAPE
    x, y, z = (REGION_MM * (np.arange(n) - (n - 1) / 2) for n in REGION_SHAPE)
    channels = [graph.scaled("image", -40, 0.4 * 40)]
    zero = graph.scaled("image", 0, 0)
    for _, top, (cx, cy, cz), (rx, ry, rz) in REGIONS:
        logit = zero
        for values, shape in (
            (((np.abs(x) - cx) / rx) ** 2, (1, 1, 1, 1, ni)),
            (((y - cy) / ry) ** 2, (1, 1, 1, nj, 1)),
            (((z - cz) / rz) ** 2 - 1, (1, 1, nk, 1, 1)),
        ):
            logit = graph.add("Add", logit, graph.constant((-abs(top) * values).reshape(shape)))
        channels.append(graph.scaled(logit, 1, 0) if top > 0 else graph.scaled(zero, 0, top))
    graph.add("Concat", *channels, output="classes", axis=1)
    return graph.model(
        [tensor("image", [1, 1, nk, nj, ni])], [tensor("classes", [1, len(REGIONS) + 1, nk, nj, ni])]
    )


def darkness(graph: Graph, image: str) -> str:
    """0 in tissue, 1 where there is no signal."""
    return graph.add("Clip", graph.scaled(image, -1, 0), graph.constant(0), graph.constant(1))


def lesions() -> onnx.ModelProto:
    """Logits of lesion, centre and mimic."""
    graph = Graph()
    dark = darkness(graph, "image")
    wide = graph.smooth(dark, 2.2)
    ball = graph.add("Sub", graph.smooth(dark, 0.8), wide)
    point = graph.add("Sub", graph.smooth(dark, 1.2), wide)
    # What is dark over centimetres, as bone is, is no spot.
    large = graph.add("Relu", graph.scaled(wide, 60, -15))
    spot = graph.add("Sub", graph.scaled(ball, 40, -12), large)
    middle = graph.add("Sub", graph.scaled(point, 40, -8), large)
    channels = [spot, middle, graph.scaled(wide, 20, -8)]
    graph.add("Concat", *channels, output="logits", axis=1)
    return graph.model([tensor("image", [1, 1, "k", "j", "i"])], [tensor("logits", [1, 3, "k", "j", "i"])])


def verifier() -> onnx.ModelProto:
    """A score from the middle against a shell around it, and the mask: what is dark, falling off outwards."""
    graph = Graph()
    axes = [spacing * (np.arange(n) - n // 2) for n, spacing in zip(CUBE, (0.5, 0.5, 1.0))]
    shapes = [(1, 1, 1, 1, CUBE[0]), (1, 1, 1, CUBE[1], 1), (1, 1, CUBE[2], 1, 1)]
    dark = darkness(graph, "cube")

    def mean(sigma_mm: float) -> str:
        value = dark
        for along, shape in zip(axes, shapes):
            weights = np.exp(-0.5 * (along / sigma_mm) ** 2)
            value = graph.add("Mul", value, graph.constant((weights / weights.sum()).reshape(shape)))
        return graph.add("ReduceSum", value, graph.indices([2, 3, 4]), keepdims=0)

    contrast = graph.add("Sub", mean(1.0), mean(4.0))
    graph.scaled(contrast, 30, -9, output="score")
    mask = graph.scaled(dark, 20, -7)
    for along, shape in zip(axes, shapes):
        mask = graph.add("Add", mask, graph.constant((-0.3 * along**2).reshape(shape)))
    graph.scaled(mask, 1, 0, output="mask")
    size = [1, CUBE[2], CUBE[1], CUBE[0]]
    return graph.model([tensor("cube", ["n", *size])], [tensor("score", ["n", 1]), tensor("mask", ["n", *size])])


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, model in {"regions": regions(), "lesions": lesions(), "verifier": verifier()}.items():
        content = model.SerializeToString()
        (folder / f"{name}.onnx").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files[name] = {"file": f"{name}.onnx", "sha256": digest, "bytes": len(content)}
    (folder / "manifest.json").write_text(json.dumps(manifest(files), indent=2) + "\n")


def manifest(files: dict[str, dict[str, object]]) -> dict[str, object]:
    grid = {"input": "image", "output": "classes", "spacingMm": REGION_MM, "shape": list(REGION_SHAPE)}
    tiles = {"tile": {"shape": list(TILE), "overlap": [32, 32, 16]}}
    channels = {"input": "image", "output": "logits", "channels": ["lesion", "centre", "mimic"]}
    cube = {"input": "cube", "score": "score", "mask": "mask", "cube": list(CUBE)}
    return {
        "schemaVersion": 1,
        "id": "cmb-test",
        "version": "0.1.0",
        "description": "Weights by formula, for tests: dark spots in what is bright.",
        "licence": "Apache-2.0",
        "intendedUse": "Tests only; not a medical device.",
        "training": {"trainedOn": "nothing", "validatedOnPatients": False, "sources": ["training/make_test_models.py"]},
        "networks": {
            "regions": files["regions"] | grid | {"classes": ["background", *(name for name, *_ in REGIONS)]},
            "lesions": [files["lesions"] | channels | tiles],
            "verifier": files["verifier"] | cube,
        },
        "candidates": {"leastProbability": 0.1, "separationMm": 2.5, "most": 400, "maskProbability": 0.5},
        "thresholds": {"sensitive": 0.2, "balanced": 0.5, "specific": 0.8},
        "definiteThreshold": 0.7,
    }


if __name__ == "__main__":
    main()
