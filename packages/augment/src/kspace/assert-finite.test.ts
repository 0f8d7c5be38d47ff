import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import type { Transform } from "../definition/transform.js";
import { madeScene } from "../testdata/made-scene.js";
import { ghosting } from "./ghosting.js";
import { gibbsRinging } from "./gibbs-ringing.js";
import { kSpaceSpikes } from "./k-space-spikes.js";
import { motion } from "./motion.js";
import { phaseErrors } from "./phase-errors.js";
import { phaseGhosting } from "./phase-ghosting.js";
import { undersampling } from "./undersampling.js";
import { zeroFilling } from "./zero-filling.js";

const transforms: readonly Transform[] = [
  ghosting(),
  gibbsRinging({ alpha: 0.7 }),
  kSpaceSpikes(),
  motion(),
  phaseErrors(),
  phaseGhosting(),
  undersampling(),
  zeroFilling({ share: 0.5 }),
];

describe("transforms of k-space", () => {
  it.each(transforms.map((one) => [one.name, one] as const))(
    "%s refuses voxels that are not finite",
    async (_name, one) => {
      const { image } = madeScene({ shape: [8, 8, 8] });
      image.data[3] = Number.NaN;
      await expect(augment({ image }, one, createRng(1))).rejects.toThrow(/repairNan/);
    },
  );
});
