export { openFolder } from "./open-folder.node.js";
