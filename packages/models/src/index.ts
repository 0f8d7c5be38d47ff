export { manifestUrl } from "./manifest-url.js";
export { weightsUrl } from "./weights-url.js";
