import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from cmb_training.export_network import export_network, halve_weights
from cmb_training.lesion_network import LesionNetwork, SlicewiseLesionNetwork
from cmb_training.region_network import RegionNetwork
from cmb_training.verifier_network import CUBE, SlicewiseVerifier, VerifierNetwork
from test_networks import trained

ALLOWED = {"Conv", "LeakyRelu", "MaxPool", "Resize", "Add", "Reshape", "Transpose", "Cast", "Concat", "Constant"}
ALLOWED |= {"Shape", "Gather", "Unsqueeze", "Slice", "Div", "Mul", "Identity", "Floor", "Squeeze", "Equal", "Where"}
ALLOWED |= {"Pad", "Max", "ConstantOfShape", "InstanceNormalization"}


@pytest.mark.parametrize(
    "network,shape,options",
    [
        (RegionNetwork((16, 16)), (16, 16, 16), {}),
        (LesionNetwork((16, 16)), (8, 16, 16), {}),
        (LesionNetwork((16, 16)), (8, 16, 16), {"lower": SlicewiseLesionNetwork}),
    ],
)
def test_the_file_says_what_the_network_says(network, shape, options, tmp_path):
    exported = export_network(
        trained(network), tmp_path / "network.onnx", shape=shape, input_name="image", output_names=("logits",), **options
    )
    assert exported.largest_difference < 2e-2
    model = onnx.load(exported.path)
    assert {node.op_type for node in model.graph.node} <= ALLOWED
    kinds = {numpy_helper.to_array(initializer).dtype for initializer in model.graph.initializer}
    assert np.dtype(np.float16) in kinds


def test_takes_other_sizes_than_it_was_exported_with(tmp_path):
    import onnxruntime

    network = trained(LesionNetwork((16, 16)))
    exported = export_network(
        network,
        tmp_path / "network.onnx",
        shape=(8, 16, 16),
        input_name="image",
        output_names=("logits",),
        lower=SlicewiseLesionNetwork,
    )
    volume = torch.randn(1, 1, 16, 32, 48)
    session = onnxruntime.InferenceSession(str(exported.path), providers=["CPUExecutionProvider"])
    (actual,) = session.run(None, {"image": volume.numpy()})
    with torch.no_grad():
        assert np.abs(actual - network(volume).numpy()).max() < 2e-2


def test_the_verifier_takes_any_number_of_cubes(tmp_path):
    import onnxruntime

    network = trained(VerifierNetwork((16, 16, 16)))
    exported = export_network(
        network,
        tmp_path / "verifier.onnx",
        shape=CUBE,
        input_name="cube",
        output_names=("score", "mask"),
        free_axes=("batch",),
        lower=SlicewiseVerifier,
    )
    assert exported.largest_difference < 2e-2
    cubes = torch.randn(5, 1, *CUBE)
    session = onnxruntime.InferenceSession(str(exported.path), providers=["CPUExecutionProvider"])
    score, mask = session.run(None, {"cube": cubes.numpy()})
    with torch.no_grad():
        expected = network(cubes)
    assert score.shape == (5, 1) and np.abs(score - expected[0].numpy()).max() < 2e-2
    assert mask.shape == (5, 1, *CUBE) and np.abs(mask - expected[1][:, :1].numpy()).max() < 2e-2


def test_refuses_weights_beyond_float16():
    weights = numpy_helper.from_array(np.full(100, 1e6, dtype=np.float32), "big")
    graph = onnx.helper.make_graph([], "g", [], [], initializer=[weights])
    with pytest.raises(OverflowError, match="big"):
        halve_weights(onnx.helper.make_model(graph))
