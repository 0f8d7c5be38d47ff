import type { Volume, VoxelArray } from "@cmb/core";
import { augment } from "../augment.js";
import { augmentationRng } from "../augmentation-rng.js";
import { compose } from "../composition/compose.js";
import { randomOrder } from "../composition/random-order.js";
import { randomCrop } from "../crops/random-crop.js";
import type { History } from "../history/history.js";
import { replay } from "../history/replay.js";
import type { Scene } from "../scene.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { flip } from "../spatial/flip.js";
import { gridDistortion } from "../spatial/grid-distortion.js";
import { resampleTo } from "../spatial/resample-to.js";
import { rotate90 } from "../spatial/rotate90.js";
import { madeScene } from "./made-scene.js";

/** A history of moves of every kind, made anew from its seed. */
export async function drawnHistory(): Promise<History> {
  const all = compose([
    randomOrder([flip({ probability: 1 }), rotate90({ turns: [1, 3] }), gridDistortion({ shift: [-0.2, 0.2] })]),
    affine({ shears: [-0.1, 0.1], labelInterpolation: "majority" }),
    elastic({ maximumMm: 3, labelInterpolation: "majority" }),
    resampleTo({ spacingMm: [0.8, 1.2], interpolation: "cubic" }),
    randomCrop({ shape: [16, 16, 16] }),
  ]);
  return (await augment(madeScene(), all, augmentationRng(5, { sampleId: "replayed" }))).history;
}

/** SHA-256 of the image and of the labels to which a history leads from the made scene. */
export async function replayedHashes(history: History): Promise<{ readonly image: string; readonly labels: string }> {
  const { image, labels }: Scene = await replay(madeScene(), history);
  return { image: await sha256(image), labels: labels === undefined ? "" : await sha256(labels) };
}

async function sha256({ data }: Volume<VoxelArray>): Promise<string> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What Node, another process and a browser must give. A kernel that rounds differently changes them: then take what the
 * test in Node received, and see that Chromium gives the same.
 */
export const REPLAYED = {
  image: "3edb6673d63bded2f41bea241609922bafcb4a01f444b9a4527ea40c247c88d3",
  labels: "0068573865943da878f9266deafe0f4b0105a0a44283e46fdf62a1cf3d47d4b7",
} as const;
