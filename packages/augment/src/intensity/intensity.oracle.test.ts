import { describe, expect, it } from "vitest";
import { expectCase, type OracleCase, oracleCases } from "../testdata/oracle-cases.js";
import { biasField } from "./bias-field.js";
import { clipOutliers } from "./clip-outliers.js";
import { gamma } from "./gamma.js";
import { gaussianBlur } from "./gaussian-blur.js";
import { histogramShift } from "./histogram-shift.js";
import { invertedGamma } from "./inverted-gamma.js";
import { medianFilter } from "./median-filter.js";
import { rescaleIntensity } from "./rescale-intensity.js";
import { sharpen } from "./sharpen.js";
import { standardise } from "./standardise.js";

const cases = oracleCases();
const { affine } = cases;
const one = (name: string): OracleCase => cases[name] as OracleCase;

// The fixtures have four decimals. Values are near 100, where float32 has steps of 8e-6; what raises the tolerance is named.
describe("transforms of intensity beside TorchIO, MONAI and SciPy", () => {
  it("says what made the fixtures", () => {
    expect(cases["source"]).toMatch(/torchio 1\.2\.1, monai 1\.6\.1/);
  });

  it("biasField equals TorchIO's BiasField", async () => {
    // Values up to 2,000; TorchIO rounds its field to float32 before it multiplies.
    await expectCase(biasField(), one("biasField"), { affine, tolerance: 1e-3 });
  });

  it("gamma equals TorchIO's Gamma, and MONAI's AdjustContrast with and without its statistics", async () => {
    const gammas = cases["gamma"] as Readonly<Record<string, OracleCase>>;
    // Powers of values near 100 are near 2,500. MONAI adds 1e-7 to the range.
    await expectCase(gamma(), gammas["signed"] as OracleCase, { affine, tolerance: 2e-3 });
    await expectCase(gamma(), gammas["rescaled"] as OracleCase, { affine, tolerance: 2e-4 });
    await expectCase(gamma(), gammas["retained"] as OracleCase, { affine, tolerance: 2e-4 });
    await expectCase(invertedGamma(), gammas["inverted"] as OracleCase, { affine, tolerance: 2e-4 });
  });

  it("gaussianBlur equals SciPy's gaussian_filter on anisotropic voxels", async () => {
    await expectCase(gaussianBlur(), one("gaussianBlur"), { affine, tolerance: 1e-4 });
  });

  it("sharpen equals MONAI's formula with SciPy's filter", async () => {
    // Differences of two blurs, times 3.
    await expectCase(sharpen(), one("sharpen"), { affine, tolerance: 3e-4 });
  });

  it("medianFilter equals SciPy's median_filter", async () => {
    await expectCase(medianFilter(), one("medianFilter"), { affine, tolerance: 1e-4 });
  });

  it("histogramShift equals MONAI's RandHistogramShift with the same points", async () => {
    await expectCase(histogramShift(), one("histogramShift"), { affine, tolerance: 1e-4 });
  });

  it("clipOutliers equals MONAI's ClipIntensityPercentiles", async () => {
    await expectCase(clipOutliers(), one("clipOutliers"), { affine, tolerance: 1e-4 });
  });

  it("standardise equals MONAI's NormalizeIntensity", async () => {
    await expectCase(standardise(), one("standardise"), { affine, tolerance: 1e-4 });
  });

  it("rescaleIntensity equals TorchIO's RescaleIntensity", async () => {
    await expectCase(rescaleIntensity(), one("rescaleIntensity"), { affine, tolerance: 1e-4 });
  });
});
