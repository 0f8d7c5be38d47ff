import { standardTests } from "../testdata/standard-tests.js";
import { zoom } from "./zoom.js";

standardTests("zoom", {
  transform: zoom,
  options: { factor: [1.1, 1.3] },
  identity: { factor: 1, sampling: { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" } },
  identityTolerance: 1e-4,
  moves: true,
  refused: { factor: -1 },
});
