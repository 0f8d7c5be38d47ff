import { readFile } from "node:fs/promises";
import { CmbError } from "@cmb/core";

const DETECTED_MASK = /_cmb-mask\.nii\.gz$/i;

/** Whether a mask is one that `cmb detect` wrote: the scores of its lesions are in the report beside it. */
export function isDetectedMask(path: string | undefined): boolean {
  return path !== undefined && DETECTED_MASK.test(path);
}

/**
 * The scores that `cmb detect` gave the labels of a mask, from the report beside it.
 *
 * @param maskPath - `NAME_cmb-mask.nii.gz`; its report is `NAME_cmb.json`
 * @returns the score of each id; undefined for a mask of another name or without a report
 * @throws CmbError `CORRUPT_DATA` for a report that is none
 */
export async function detectedScores(maskPath: string): Promise<ReadonlyMap<number, number> | undefined> {
  if (!DETECTED_MASK.test(maskPath)) return undefined;
  const path = maskPath.replace(DETECTED_MASK, "_cmb.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : scoresOf(path, text);
}

function scoresOf(path: string, text: string): ReadonlyMap<number, number> {
  try {
    const report: unknown = JSON.parse(text);
    const { microbleeds } = report as {
      readonly microbleeds: readonly { readonly id: number; readonly score: number }[];
    };
    return new Map(
      microbleeds.map(({ id, score }) => {
        if (!Number.isSafeInteger(id) || !Number.isFinite(score)) throw new TypeError(`id ${id}, score ${score}`);
        return [id, score];
      }),
    );
  } catch (cause) {
    const message = `${path} is not a report of cmb detect; its microbleeds need id and score. Delete it, or detect again`;
    throw new CmbError("CORRUPT_DATA", message, { format: "cmb report" }, { cause });
  }
}
