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

    shape = tensor.shape[1:]
    field = {"spatial_size": shape, "rand_size": (7, 7, 7), "prob": 1}
    return {
        "gamma": both(tio.RandomGamma()),
        "gamma, rescaled": both(None, mt.AdjustContrast(1.3)),
        "gamma, retained": both(None, mt.AdjustContrast(1.3, retain_stats=True)),
        "brightness": both(None, mt.ScaleIntensity(minv=None, maxv=None, factor=0.1)),
        "shift": both(None, mt.ShiftIntensity(0.1)),
        "standardise": both(tio.ZNormalization(), mt.NormalizeIntensity()),
        "clip outliers": both(None, mt.ClipIntensityPercentiles(0.2, 99.8)),
        "histogram shift": both(None, mt.RandHistogramShift(prob=1)),
        "intensity remap": both(None, mt.RandIntensityRemap(prob=1)),
        "Gaussian noise": both(tio.RandomNoise(std=0.25), mt.RandGaussianNoise(prob=1, std=0.1)),
        "Rician noise": both(None, mt.RandRicianNoise(prob=1, std=1.0)),
        "blur": both(tio.RandomBlur((1, 1)), mt.GaussianSmooth(sigma=1)),
        "sharpen": both(None, mt.GaussianSharpen(1.0, 0.5, 10.0)),
        "median 3 × 3 × 3": both(None, mt.MedianSmooth(1)),
        "bias field": both(tio.RandomBiasField(), mt.RandBiasField(prob=1)),
        "low-frequency bias": both(None, mt.RandSmoothFieldAdjustIntensity(**field)),
        "local gamma": both(None, mt.RandSmoothFieldAdjustContrast(**field)),
        "swap patches": both(tio.RandomSwap()),
        "motion": both(tio.RandomMotion()),
        "ghosting": both(tio.RandomGhosting(axes=(1,))),
        "spikes": both(tio.RandomSpike(), mt.KSpaceSpikeNoise((0, 5, 5, 5), 10.0)),
        "Gibbs ringing": both(None, mt.GibbsNoise(0.5)),
        "low resolution": both(None, mt.RandSimulateLowResolution(prob=1, zoom_range=(0.5, 0.5))),
        "thick slices": both(tio.RandomAnisotropy(axes=(2,), downsampling=4)),
    }
