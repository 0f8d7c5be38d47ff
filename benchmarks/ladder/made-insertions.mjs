// Real scans as the ladder takes them: with slices of several thicknesses, untouched and with inserted microbleeds.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRng, isCmbError, spacing } from "@cmb/core";
import { checkInput } from "@cmb/infer";
import { saveNifti } from "@cmb/io/node";
import { insertMicrobleeds } from "@cmb/synth";
import { hashOf } from "./detect-scan.mjs";
import { jsonOnce } from "./made-once.mjs";
import { loadScan, slicesOf, thickenSlices } from "./real-scans.mjs";

const SEED = 20_261_003;
/** In one round: more would crowd the scan, so that a stray mark lay within 5 mm of some lesion. */
const MOST_PER_ROUND = 10;
const MM3_FOR_EACH = 6000;

/**
 * Every thickness of a scan: the untouched image in the cache, and what the input checks say against it.
 *
 * @returns one entry for each thickness; `refused` names the checks that failed, for which detection has to be forced
 */
export async function untouchedScans(scan, cache) {
  const whole = await loadScan(scan);
  const [own] = slicesOf(whole);
  // Another file of the same name is another scan.
  const prefix = `${slug(scan.name)}-${hashOf([scan.path]).slice(0, 6)}-${scan.volume ?? 0}`;
  const made = [];
  for (const sliceMm of slicesOf(whole)) {
    const name = `${prefix}-${sliceMm.toFixed(1)}mm`;
    const folder = join(cache, "scans", name);
    const files = { image: join(folder, "image.nii") };
    const facts = await jsonOnce(join(folder, "scan.json"), async () => {
      mkdirSync(folder, { recursive: true });
      const volume = sliceMm === own ? whole : thickenSlices(whole, sliceMm);
      await saveNifti({ ...volume, data: Float32Array.from(volume.data) }, files.image);
      const checks = await checkInput(volume);
      const refused = checks.filter(({ severity }) => severity === "error").map(({ code }) => code);
      return { spacingMm: spacing(volume.affine), shape: volume.shape, refused };
    });
    made.push({ ...facts, name, scan, sliceMm, isThickened: sliceMm !== own, files });
  }
  return made;
}

/** How many to insert in each round, so that there are `insertions` in all and none is crowded. */
export function insertionRounds({ shape, spacingMm }, insertions) {
  const volumeMm3 = shape.reduce((product, size, axis) => product * size * spacingMm[axis], 1);
  const most = Math.max(1, Math.min(MOST_PER_ROUND, Math.round(volumeMm3 / MM3_FOR_EACH)));
  const rounds = Math.ceil(insertions / most);
  return Array.from({ length: rounds }, (_, round) => Math.min(most, insertions - round * most));
}

/**
 * One round of insertions into a scan of `untouchedScans`; the same seed and round give the same bytes.
 *
 * @param round its ordinal, and `count`, from `insertionRounds`
 * @returns truth and files; `undefined` where the scan has no smooth tissue to insert into
 */
export async function insertedScan(untouched, { round, count, cache }) {
  const name = `${untouched.name}-round${round}x${count}`;
  const folder = join(cache, "inserted", name);
  const files = { image: join(folder, "image.nii"), mask: join(folder, "mask.nii.gz") };
  const truth = await jsonOnce(join(folder, "truth.json"), async () => {
    mkdirSync(folder, { recursive: true });
    return insertInto(untouched, { round, count, files });
  });
  return truth.objects === undefined ? undefined : { ...truth, name, files };
}

async function insertInto({ scan, files: { image }, isThickened, name }, { round, count, files }) {
  const volume = await loadScan({ path: image });
  const { echoTimeMs, fieldStrengthT, encoding } = scan;
  const seed = createRng(SEED, "insertion", name).uint32();
  const settings = { seed, index: round, microbleeds: count, echoTimeMs, fieldStrengthT };
  // Slices that are means of others have a profile, as those that are excited one by one.
  const options = { ...settings, encoding: isThickened ? "2D" : encoding };
  const isSwi = scan.sequence === "SWI";
  try {
    const inserted = await insertMicrobleeds(isSwi ? { swi: volume } : { magnitude: volume }, options);
    await saveNifti(isSwi ? inserted.swi : inserted.magnitude, files.image);
    const { visibleMask, objects } = inserted.truth;
    await saveNifti({ ...visibleMask, data: Uint16Array.from(visibleMask.data) }, files.mask);
    return { objects, placement: inserted.placement, protocol: inserted.protocol };
  } catch (error) {
    if (isCmbError(error, "EMPTY_VOLUME")) return { shortfall: error.message };
    throw error;
  }
}

function slug(name) {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
