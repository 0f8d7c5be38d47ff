// Runs inside a page with a content-security policy: smooths and transforms a volume and reports what the policy forbade.
import { webAssemblyRowKernels } from "../simd/row-kernels.js";
import { smoothedFingerprint } from "./smoothed.js";
import { transformedFingerprint } from "./transformed.js";

const violations: string[] = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI));

async function probe(): Promise<void> {
  const fingerprints = [smoothedFingerprint(), smoothedFingerprint()];
  // Violations are reported in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const bySmoothing = violations.splice(0);
  fingerprints.push(await transformedFingerprint());
  await new Promise((resolve) => setTimeout(resolve, 50));
  const byTransforming = violations.splice(0);
  parent.postMessage(
    { fingerprints, bySmoothing, byTransforming, webAssembly: webAssemblyRowKernels() !== undefined },
    "*",
  );
}

probe().catch((error: unknown) => parent.postMessage({ error: String(error) }, "*"));
