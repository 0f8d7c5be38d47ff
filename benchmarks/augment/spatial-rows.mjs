// Moves: each row does the work with our transform; `give` is what the Python side needs for the same one.
import {
  affine,
  compose,
  elastic,
  flip,
  gridDistortion,
  labelCrop,
  randomCrop,
  replay,
  resampleTo,
  rotate90,
  zoom,
} from "@cmb/augment";
import { createRng } from "@cmb/core";

/** The rows of moves; parameters are drawn once and then fixed. */
export async function createSpatialRows(image) {
  const drawn = async (transform) => {
    const parameters = await transform.sample(createRng(1, transform.name), image);
    return { parameters, work: () => transform.apply(image, parameters) };
  };
  const fixed = { scales: [1.1, 0.95, 1.05], degrees: [5, -8, 10], translationMm: [3, -2, 1] };
  const turn = await drawn(affine(fixed));
  const cubic = await drawn(affine({ ...fixed, interpolation: "cubic" }));
  const bend = await drawn(elastic({ maximumMm: 7.5 }));
  const both = await drawn(compose([affine(fixed), elastic({ maximumMm: 7.5 })]));
  const points = bend.parameters.displacementsMm;
  return {
    affine: { work: turn.work, give: fixed },
    "affine, cubic": { work: cubic.work, give: fixed },
    elastic: { work: bend.work, give: { points }, note: "MONAI: Rand3DElastic, a dense smoothed field" },
    "affine and elastic": { work: both.work, give: { ...fixed, points }, note: "ours in one interpolation" },
    "grid distortion": { work: (await drawn(gridDistortion())).work },
    zoom: { work: (await drawn(zoom({ factor: 1.1 }))).work },
    "resample to 1 mm": { work: (await drawn(resampleTo({ spacingMm: 1 }))).work },
    flip: { work: (await drawn(flip({ probability: 1 }))).work },
    "rotate by 90 degrees": { work: (await drawn(rotate90({ turns: [1] }))).work },
    "random crop of 96": { work: (await drawn(randomCrop({ shape: [96, 96, 96] }))).work },
    "label crop of 96": { work: labelledCrop(image) },
  };
}

/** A crop about a lesion, drawn and made, as a loader does it for each sample. */
function labelledCrop(image) {
  const data = new Uint8Array(image.data.length);
  for (const v of [1e6, 3e6, 5e6]) data.fill(1, v, v + 5);
  const scene = { image, labels: { ...image, data } };
  const crop = labelCrop({ shape: [96, 96, 96], foregroundShare: 1 });
  return async () => {
    const parameters = await crop.sample(createRng(1), image, scene);
    return replay(scene, { schemaVersion: 1, steps: [{ name: crop.name, parameters }] });
  };
}
