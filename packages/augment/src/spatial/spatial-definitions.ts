import { cropDefinition, padDefinition } from "../crops/crop.js";
import { cropOrPadDefinition } from "../crops/crop-or-pad.js";
import { labelCropDefinition } from "../crops/label-crop.js";
import { randomCropDefinition } from "../crops/random-crop.js";
import { weightedCropDefinition } from "../crops/weighted-crop.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import { misalignChannelsDefinition } from "../mixing/misalign-channels.js";
import { affineDefinition } from "./affine.js";
import { elasticDefinition } from "./elastic.js";
import { flipDefinition } from "./flip.js";
import { gridDistortionDefinition } from "./grid-distortion.js";
import { resampleToDefinition } from "./resample-to.js";
import { rotate90Definition } from "./rotate90.js";
import { transposeAxesDefinition } from "./transpose-axes.js";
import { zoomDefinition } from "./zoom.js";

/** Every spatial transform. @internal */
export const SPATIAL_DEFINITIONS: readonly TransformDefinition[] = [
  affineDefinition,
  cropDefinition,
  cropOrPadDefinition,
  elasticDefinition,
  flipDefinition,
  gridDistortionDefinition,
  labelCropDefinition,
  misalignChannelsDefinition,
  padDefinition,
  randomCropDefinition,
  resampleToDefinition,
  rotate90Definition,
  transposeAxesDefinition,
  weightedCropDefinition,
  zoomDefinition,
];
