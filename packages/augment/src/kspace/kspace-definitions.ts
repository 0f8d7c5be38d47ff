import type { TransformDefinition } from "../definition/transform-definition.js";
import { ghostingDefinition } from "./ghosting.js";
import { gibbsRingingDefinition } from "./gibbs-ringing.js";
import { kSpaceSpikesDefinition } from "./k-space-spikes.js";
import { motionDefinition } from "./motion.js";
import { phaseErrorsDefinition } from "./phase-errors.js";
import { phaseGhostingDefinition } from "./phase-ghosting.js";
import { undersamplingDefinition } from "./undersampling.js";
import { zeroFillingDefinition } from "./zero-filling.js";

/** Every transform of this folder. @internal */
export const KSPACE_DEFINITIONS: readonly TransformDefinition[] = [
  ghostingDefinition,
  gibbsRingingDefinition,
  kSpaceSpikesDefinition,
  motionDefinition,
  phaseErrorsDefinition,
  phaseGhostingDefinition,
  undersamplingDefinition,
  zeroFillingDefinition,
];
