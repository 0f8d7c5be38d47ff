"""Transforms of values of TorchIO and MONAI, by the names of value-rows.mjs."""

import monai.transforms as mt
import torchio as tio


def rows(tensor, image, given):
    def both(torchio=None, monai=None):
        made = {}
        if torchio is not None:
            made["torchio"] = lambda: torchio(image)
        if monai is not None:
            made["monai"] = lambda: monai(tensor)
        return made

    return {
        "gamma": both(tio.RandomGamma(), mt.RandAdjustContrast(prob=1, gamma=(0.7, 1.5))),
        "Gaussian noise": both(tio.RandomNoise(std=0.25), mt.RandGaussianNoise(prob=1, std=0.1)),
        "Rician noise": both(None, mt.RandRicianNoise(prob=1, std=1.0)),
        "blur": both(tio.RandomBlur((1, 1)), mt.GaussianSmooth(sigma=1)),
        "bias field": both(tio.RandomBiasField(), mt.RandBiasField(prob=1)),
        "motion": both(tio.RandomMotion()),
        "ghosting": both(tio.RandomGhosting()),
    }
