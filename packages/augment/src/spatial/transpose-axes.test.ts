import { standardTests } from "../testdata/standard-tests.js";
import { transposeAxes } from "./transpose-axes.js";

standardTests("transposeAxes", {
  transform: transposeAxes,
  options: { axes: [0, 1, 2] },
  identity: { order: [0, 1, 2] },
  moves: true,
  refused: { axes: [0] },
});
