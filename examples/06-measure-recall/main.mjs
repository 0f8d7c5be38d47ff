import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { spacing } from "@cmb/core";
import { detectMicrobleeds } from "@cmb/infer";
import { loadNifti } from "@cmb/io/node";
import { generateAnatomy, insertMicrobleeds, namedProtocol, prepareHead, synthesizePatch } from "@cmb/synth";
import { recallTable } from "./recall-table.mjs";

/** @typedef {import("@cmb/core").Volume<import("@cmb/core").VoxelArray>} Volume */
/** @typedef {{ readonly centreMm: import("@cmb/core").WorldPoint }} Mark */

/** The detector: a volume in, marks in RAS+ mm out. Put yours here. @type {(volume: Volume) => Promise<readonly Mark[]>} */
const findMarks = async (volume) => (await detectMicrobleeds(volume)).microbleeds;

const [folder, rounds = "1", perRound = "8"] = process.argv.slice(2);

/** @returns {AsyncGenerator<{ name: string, volume: Volume }>} */
async function* scans() {
  if (folder === undefined) {
    // Pieces of a head such as the default model was trained on. A coarse head, so that this takes seconds.
    const anatomy = await generateAnatomy(7, { spacingMm: 2 });
    const head = await prepareHead({ seed: 7, anatomy, fieldSpacingMm: 4 });
    const protocol = namedProtocol("clinical-gre-3d");
    for (const index of [3, 4]) {
      const piece = await synthesizePatch({ seed: 7, index, head, protocol, sizeMm: 48, microbleeds: { count: 0 } });
      yield { name: `simulated piece ${index}`, volume: piece.image };
    }
    return;
  }
  const names = (await readdir(folder)).filter((name) => /\.nii(\.gz)?$/.test(name)).sort();
  for (const name of names) yield { name, volume: (await loadNifti(join(folder, name))).volume };
}

/** @type {import("./recall-table.mjs").Insertion[]} */
const insertions = [];
let [sample, invisible, unclear] = [0, 0, 0];
for await (const { name, volume } of scans()) {
  const before = await findMarks(volume);
  console.log(`${name}: ${before.length} marks on the scan as it is`);
  const halfSliceMm = Math.max(...spacing(volume.affine)) / 2;
  for (let round = 0; round < Number(rounds); round++) {
    const options = { seed: 1, index: sample++, microbleeds: Number(perRound) };
    const { magnitude = volume, truth, placement } = await insertMicrobleeds({ magnitude: volume }, options);
    if (placement.shortfall !== null) console.log(placement.shortfall);
    const marks = await findMarks(magnitude);
    for (const { centreMm, visible, apparentRadiusMm, peakDepth } of truth.objects) {
      const [x, y, z] = centreMm;
      const toleranceMm = Math.max(2.5, apparentRadiusMm, halfSliceMm + 1);
      const isHit = (/** @type {Mark} */ mark) =>
        Math.hypot(mark.centreMm[0] - x, mark.centreMm[1] - y, mark.centreMm[2] - z) <= toleranceMm;
      // Nobody can tell whether a mark that was there before is one on the lesion.
      if (!visible) invisible++;
      else if (before.some(isHit)) unclear++;
      else insertions.push({ scan: name, radiusMm: apparentRadiusMm, depth: peakDepth, found: marks.some(isHit) });
    }
  }
}
console.log("Found of inserted, and in brackets the 95 % interval of the share where there are 20 scans:");
console.log(recallTable(insertions));
console.log(`Not counted: ${invisible} lesions that drown in noise, ${unclear} at marks that were there before`);
