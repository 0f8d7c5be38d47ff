// Runs inside a page with a strict content-security policy: reads a file and reports what the policy forbade.
import { gzipBytes, loadNifti, readNifti, writeNifti } from "../index.js";

const violations: string[] = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));

const volume = {
  data: Float32Array.of(1, 2, 3, 4),
  shape: [4, 1, 1],
  affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
} as const;

async function probe(): Promise<void> {
  const file = writeNifti(volume);
  const loaded = await loadNifti(new Blob([(await gzipBytes(file)) as Uint8Array<ArrayBuffer>]));
  const values = [...readNifti(file).volume.data, ...loaded.volume.data];
  // Violations are reported in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const byReading = violations.splice(0);
  let blocked = false;
  try {
    // What the policy must stop, or the page above proves nothing.
    globalThis.setTimeout("globalThis.evaluated = true" as unknown as () => void);
    new Worker(URL.createObjectURL(new Blob([""])));
  } catch {
    blocked = true;
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  const evaluated = "evaluated" in globalThis;
  parent.postMessage({ values, byReading, control: { blocked, evaluated, violations } }, "*");
}

probe().catch((error: unknown) => parent.postMessage({ error: String(error) }, "*"));
