import { standardTests } from "../testdata/standard-tests.js";
import { resampleTo } from "./resample-to.js";

standardTests("resampleTo", {
  transform: resampleTo,
  options: { spacingMm: [0.7, 1.6] },
  identity: {
    spacingMm: [0.9, 0.9, 2],
    sampling: { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" },
  },
  identityTolerance: 1e-4,
  moves: true,
  refused: { spacingMm: 0 },
});
