export { type N4Options, n4BiasFieldCorrection } from "./intensity/n4-bias-field-correction.node.js";
