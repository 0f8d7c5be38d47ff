// What kernels.mjs times: each row's work with our functions. kernels.py has the same names.
import { affineFromSpacing, connectedComponents, createRng, reorient } from "@cmb/core";
import {
  brainMask,
  close,
  dilate,
  distanceTransform,
  downsample,
  erode,
  fillHoles,
  gaussianSmooth,
  largestComponent,
  localBackground,
  otsuThreshold,
  resample,
} from "@cmb/preprocess";

export const SHAPE = [256, 256, 176];
export const SPACING_MM = [0.9765625, 0.9765625, 1.2];
export const AFFINE = affineFromSpacing(SPACING_MM);

/** The grid of 1 mm over the same extent, from the same first voxel centre. */
export const FINE_SHAPE = [250, 250, 211];

/** Tissue with texture and noise in dark bone in a scalp; a mask of what is bright; sparse noise. */
export function makeInputs() {
  const rng = createRng(2026, "kernels");
  const [ni, nj, nk] = SHAPE;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    const [x, y, z] = [(v % ni) - 128, (Math.floor(v / ni) % nj) - 128, Math.floor(v / (ni * nj)) - 88];
    const beyond = (Math.hypot(x / 70, y / 85, z / 65) - 1) * 70;
    const tissue = 100 + 10 * Math.sin(x / 5 + y / 7) * Math.sin(z / 6);
    data[v] = (beyond < 0 ? tissue : beyond < 7 ? 8 : beyond < 13 ? 70 : 4) + 4 * rng.uniform();
  }
  const grid = { shape: SHAPE, affine: AFFINE };
  return {
    image: { ...grid, data },
    mask: { ...grid, data: Uint8Array.from(data, (value) => Number(value > 50)) },
    noise: { ...grid, data: Uint8Array.from(data, () => Number(rng.uniform() < 0.05)) },
  };
}

/** Each row: a function that does the work and gives the result's values. */
export function createRows({ image, mask, noise }) {
  const fine = { shape: FINE_SHAPE, affine: affineFromSpacing([1, 1, 1]) };
  const values = (work) => async () => (await work()).data;
  const resampled = (interpolation) => values(() => resample(image, fine, { interpolation, outside: "edge" }));
  const components = (of, connectivity) => values(() => connectedComponents(of, { connectivity }).labels);
  return {
    "resample to 1 mm, linear": resampled("linear"),
    "resample to 1 mm, cubic": resampled("cubic"),
    "Gaussian, 2 mm": values(() => gaussianSmooth(image, { sigmaMm: 2 })),
    "distance transform, head": values(() => distanceTransform(mask)),
    "components, head": components(mask, 26),
    "components, 5 % noise": components(noise, 26),
    "reorient RAS to LPS": values(() => reorient(image, "LPS")),
    "reorient RAS to ASR": values(() => reorient(image, "ASR")),
    "reorient RAS to SPL": values(() => reorient(image, "SPL")),
    "fill holes": values(() => fillHoles(mask, { within: "volume" })),
    "Otsu threshold": async () => Float64Array.of(otsuThreshold(image.data)),
    "erode, 3 mm": values(() => erode(mask, { radiusMm: 3 })),
    "dilate, 3 mm": values(() => dilate(mask, { radiusMm: 3 })),
    "close, 3 mm": values(() => close(mask, { radiusMm: 3 })),
    "downsample to 2 mm": values(() => downsample(image, { spacingMm: 2 })),
    "largest component": values(() => largestComponent(mask, { connectivity: 26 })),
    "local background, 6 mm": values(() => localBackground(image, mask, { sigmaMm: 6 }).mean),
    "brain mask": values(async () => (await brainMask(image)).mask),
  };
}
