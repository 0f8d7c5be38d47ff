// Smooths the volumes that it is sent, each as soon as it comes.
import type { Volume } from "@cmb/core";
import { gaussianSmooth } from "../gaussian-smooth.js";

addEventListener("message", ({ data }: MessageEvent<{ readonly volume: Volume; readonly sigmaMm: number }>) => {
  postMessage(gaussianSmooth(data.volume, { sigmaMm: data.sigmaMm }).data);
});
