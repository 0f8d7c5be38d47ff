"""Writes the published network with random weights as ONNX: cost only, it detects nothing.

Usage: python3 published_network.py FILE.onnx, with torch and onnx installed and training/ on PYTHONPATH.
"""

import sys

import torch
from cmb_training.published_network import PublishedNetwork, parameter_counts

torch.manual_seed(1)
network = PublishedNetwork().eval()
example = torch.randn(1, 1, 96, 96, 96)
torch.onnx.export(
    network,
    (example,),
    sys.argv[1],
    input_names=["image"],
    output_names=["logits"],
    opset_version=17,
    dynamo=False,
)
print(parameter_counts(network)["total"])
