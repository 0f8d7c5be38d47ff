"""A trained network as an ONNX file with float16 weights, and the proof that it says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

from .fold_normalisation import fold_normalisation
from .weight_files import as_float16

OPSET = 17


@dataclass(frozen=True)
class ExportedNetwork:
    """What was written, and how far its answers are from those of the float32 network."""

    path: Path
    sha256: str
    bytes: int
    largest_difference: float


def export_network(
    network: nn.Module,
    path: Path,
    *,
    shape: tuple[int, int, int],
    input_name: str,
    output_names: tuple[str, ...],
    free_axes: tuple[str, ...] = ("k", "j", "i"),
    lower: Callable[[nn.Module], nn.Module] = lambda folded: folded,
    halve: bool = True,
) -> ExportedNetwork:
    """Folds, lowers, exports, halves the weights, and compares with the folded network on a random volume.

    :param shape: of the example, k, j and i
    :param free_axes: which may have any size: "k", "j" and "i" for a network of tiles, "batch" for one of cubes
    :param lower: makes of the folded network one that says the same with other operators, but for last channels that it
        may leave out
    :param halve: stores weights as float16
    """
    folded = fold_normalisation(network)
    batch = 2 if "batch" in free_axes else 1
    example = torch.randn(batch, 1, *shape, generator=torch.Generator().manual_seed(1))
    free = {axis: name for axis, name in ((0, "batch"), (2, "k"), (3, "j"), (4, "i")) if name in free_axes}
    with torch.no_grad():
        answers = folded(example)
    expected = [answer.numpy() for answer in (answers if isinstance(answers, tuple) else (answers,))]
    shapes = {name: {axis: free[axis] for axis in free if axis < a.ndim} for name, a in zip(output_names, expected)}
    torch.onnx.export(
        lower(folded).eval(),
        (example,),
        str(path),
        input_names=[input_name],
        output_names=list(output_names),
        dynamic_axes={input_name: free} | shapes,
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(path)
    if halve:
        model = halve_weights(model)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    actual = session.run(list(output_names), {input_name: example.numpy()})
    content = path.read_bytes()
    # Lowering may leave out the last channels of an answer.
    difference = max(float(np.abs(a - e[:, : a.shape[1]]).max()) for a, e in zip(actual, expected))
    return ExportedNetwork(path, hashlib.sha256(content).hexdigest(), len(content), difference)


def halve_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Weights of more than 64 numbers as float16, each followed by a cast that the runtime folds at its start."""
    casts = []
    for initializer in model.graph.initializer:
        values = numpy_helper.to_array(initializer)
        if values.dtype != np.float32 or values.size <= 64:
            continue
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(as_float16(name, values), f"{name}_half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}_half"], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    return model
