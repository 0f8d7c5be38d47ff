/** Whether the host was found to have no WebAssembly SIMD or to forbid it; no result depends on it. */
let refused = false;

/**
 * The exports of a WebAssembly module, or `undefined` without WebAssembly, SIMD or the permission of the policy.
 *
 * A content-security policy reports every try as a violation: after one that failed there is none.
 */
export function compileKernels(base64: string, imports?: WebAssembly.Imports): WebAssembly.Exports | undefined {
  if (refused) return undefined;
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
  } catch {
    refused = true;
    return undefined;
  }
}
