import { describe, it } from "vitest";
import { expectCase, type OracleCase, oracleCases } from "../testdata/oracle-cases.js";
import { ghosting } from "./ghosting.js";
import { gibbsRinging } from "./gibbs-ringing.js";
import { kSpaceSpikes } from "./k-space-spikes.js";
import { motion } from "./motion.js";
import { zeroFilling } from "./zero-filling.js";

const cases = oracleCases();
const { affine } = cases;
const list = (name: string): readonly OracleCase[] => [cases[name] as OracleCase | readonly OracleCase[]].flat();

// Values near 100 with four decimals; both sides transform in float32.
describe("transforms of k-space beside TorchIO, MONAI and NumPy", () => {
  it("ghosting equals TorchIO's Ghosting along each axis, with and without a restored centre", async () => {
    for (const one of list("ghosting")) await expectCase(ghosting(), one, { affine, tolerance: 3e-4 });
  });

  it("motion equals TorchIO's Motion about the origin of the world, for each axis of rotation", async () => {
    // Linear interpolation between values that differ by up to 100, at positions that ITK rounds otherwise.
    for (const one of list("motion")) await expectCase(motion(), one, { affine, tolerance: 5e-3 });
  });

  it("kSpaceSpikes equals TorchIO's Spike, of images with and without negative values", async () => {
    for (const one of list("kSpaceSpikes")) await expectCase(kSpaceSpikes(), one, { affine, tolerance: 1e-3 });
  });

  it("gibbsRinging equals MONAI's GibbsNoise on axes of odd length", async () => {
    for (const one of list("gibbsRinging")) await expectCase(gibbsRinging(), one, { affine, tolerance: 3e-4 });
  });

  it("zeroFilling equals NumPy's transforms with the frequencies set to 0", async () => {
    for (const one of list("zeroFilling")) await expectCase(zeroFilling(), one, { affine, tolerance: 3e-4 });
  });
});
