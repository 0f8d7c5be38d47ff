// Serves a page that loads the built packages by an import map, cross-origin isolated (for threads) or not.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TYPES = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** What a bundler would resolve. */
const IMPORTS = {
  ...Object.fromEntries(
    ["core", "preprocess", "io", "infer", "models"].map((name) => [`@cmb/${name}`, `/packages/${name}/dist/index.js`]),
  ),
  "#platform": "/packages/infer/dist/runtime/platform.browser.js",
  "nifti-reader-js": "/node_modules/nifti-reader-js/dist/nifti.js",
  fflate: "/node_modules/fflate/esm/browser.js",
  "onnxruntime-web/wasm": "/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs",
  "onnxruntime-web/webgpu": "/node_modules/onnxruntime-web/dist/ort.webgpu.bundle.min.mjs",
};
const PAGE = `<!doctype html><title>bench</title><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>`;

/**
 * Starts the server on a free port of this machine.
 *
 * @param isolated with the two headers that threads need
 * @param mounts more folders or files by the first part of their address, as `{ "/scan": path }`
 * @returns its address, and `close`
 */
export async function startServer({ isolated, mounts = {} }) {
  const server = createServer((request, response) => {
    const headers = isolated ? ISOLATED : {};
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/") {
      response.writeHead(200, { ...headers, "Content-Type": "text/html" }).end(PAGE);
      return;
    }
    const path = fileAt(decodeURIComponent(pathname), mounts);
    if (path === undefined) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": statSync(path).size });
    createReadStream(path).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((done) => server.close(done)) };
}

/** The file of an address: of a mount, or a built package or runtime; `undefined` for all else. */
export function fileAt(pathname, mounts) {
  const mount = Object.keys(mounts).find((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));
  const allowed =
    /^\/(packages\/[a-z]+\/|node_modules\/(onnxruntime-web\/dist|nifti-reader-js\/dist|fflate\/esm)\/)/.test(pathname);
  if (mount === undefined && !allowed) return undefined;
  const base = mount === undefined ? ROOT : mounts[mount];
  const rest = mount === undefined ? pathname : pathname.slice(mount.length);
  const path = rest === "" ? base : join(base, normalize(rest));
  const inside = path === base || path.startsWith(base.endsWith(sep) ? base : base + sep);
  return inside && existsSync(path) && statSync(path).isFile() ? path : undefined;
}
