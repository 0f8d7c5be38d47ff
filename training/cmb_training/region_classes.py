"""The classes of the region network and how the numbers of label maps map to them."""

from __future__ import annotations

import numpy as np

REGION_CLASSES: tuple[str, ...] = (
    "background",
    "csf",
    "ventricle",
    "cortex",
    "cerebral-white-matter",
    "basal-ganglia",
    "pallidum",
    "thalamus",
    "hippocampus-amygdala",
    "ventral-diencephalon",
    "brainstem",
    "cerebellar-cortex",
    "cerebellar-white-matter",
    "dural-sinus",
)

# FreeSurfer's numbers, left and right, and the extracerebral ones of the SynthSeg training label maps. 25 and 57 are
# lesions of white matter, 136, 137, 163 and 164 the choroid plexus, 30 and 62 vessels, 72 the fifth ventricle, 85 the
# optic chiasm.
_NUMBERS: dict[str, tuple[int, ...]] = {
    "csf": (24, 30, 62, 85),
    "ventricle": (4, 43, 5, 44, 14, 15, 72, 136, 137, 163, 164),
    "cortex": (3, 42),
    "cerebral-white-matter": (2, 41, 25, 57),
    "basal-ganglia": (11, 50, 12, 51, 26, 58),
    "pallidum": (13, 52),
    "thalamus": (10, 49),
    "hippocampus-amygdala": (17, 53, 18, 54),
    "ventral-diencephalon": (28, 60),
    "brainstem": (16,),
    "cerebellar-cortex": (8, 47),
    "cerebellar-white-matter": (7, 46),
    "dural-sinus": (514,),
}

# Outside of the brain: background, eye, soft tissue, muscle, mucosa, skin, artery, optic nerve, bone and the like.
_EXTRACEREBRAL: tuple[int, ...] = (0, 502, 506, 507, 508, 509, 511, 512, 515, 516, 530)

#: Classes that count as brain: everything but background and dural sinus.
BRAIN_CLASSES: tuple[int, ...] = tuple(range(1, REGION_CLASSES.index("dural-sinus")))


def region_lookup(labels: np.ndarray) -> np.ndarray:
    """For each of the sorted label numbers its class; raises ValueError on a number without one."""
    by_number = {number: REGION_CLASSES.index(name) for name, numbers in _NUMBERS.items() for number in numbers}
    by_number |= dict.fromkeys(_EXTRACEREBRAL, 0)
    unknown = sorted(set(labels.tolist()) - set(by_number))
    if unknown:
        raise ValueError(f"label map: no region class for the numbers {unknown}; add them to region_classes.py")
    return np.array([by_number[number] for number in labels.tolist()], dtype=np.int64)
