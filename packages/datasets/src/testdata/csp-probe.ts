// Runs inside a page with a strict content-security policy: generates, reads and turns, and reports what was forbidden.
import {
  createMemoryFolder,
  type DatasetName,
  type DatasetSubject,
  generateDataset,
  readDataset,
  standardizeSubject,
} from "../index.js";

const violations: string[] = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));

const TURN = { schemaVersion: 1, id: "turn", steps: [{ step: "reorient", orientation: "RAS" }] } as const;

/** How many lesions of the first series were put in, read, and left after turning it. */
async function countsOf(name: DatasetName): Promise<readonly number[]> {
  const { files, series } = await generateDataset(name, { seed: 3, patients: 1 });
  const dropped = [...files].map(([path, bytes]) => [path, new Blob([bytes as Uint8Array<ArrayBuffer>])] as const);
  const subjects: DatasetSubject[] = [];
  for await (const subject of readDataset(name, createMemoryFolder(new Map(dropped)))) subjects.push(subject);
  const [first] = subjects;
  if (first === undefined) return [];
  const { reference, lesions } = await standardizeSubject(first, TURN);
  return [series[0]?.centres.length ?? -1, reference?.count ?? -1, lesions.length];
}

async function probe(): Promise<void> {
  const counts = [await countsOf("momeni"), await countsOf("dou"), await countsOf("cerebriu")];
  // Violations are reported in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const byReading = violations.splice(0);
  // What the policy must stop, or the page above proves nothing.
  globalThis.setTimeout("globalThis.evaluated = true" as unknown as () => void);
  await new Promise((resolve) => setTimeout(resolve, 50));
  parent.postMessage({ counts, byReading, control: violations }, "*");
}

probe().catch((error: unknown) => parent.postMessage({ error: String(error) }, "*"));
