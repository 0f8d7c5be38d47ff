export { attemptToWrite } from "./files/attempt-to-write.node.js";
export { type SaveFileOptions, saveFile } from "./files/save-file.node.js";
export { loadNifti } from "./nifti/load-nifti.node.js";
export { loadNiftiHeader } from "./nifti/load-nifti-header.node.js";
export { type SaveNiftiOptions, saveNifti } from "./nifti/save-nifti.node.js";
