import { standardTests } from "../testdata/standard-tests.js";
import { gridDistortion } from "./grid-distortion.js";

standardTests("gridDistortion", {
  transform: gridDistortion,
  options: { shift: [-0.3, 0.3] },
  identity: {
    shifts: [[0], [0], [0]],
    sampling: { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" },
  },
  identityTolerance: 1e-4,
  moves: true,
  refused: { cells: 1 },
});
