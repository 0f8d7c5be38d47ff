import { defineConfig } from "vite";
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from "./security-headers.mjs";

/** The policy also in the page, for a host that lets nobody set headers. */
const policyInPage = {
  name: "policy-in-page",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
};

export default defineConfig({
  // Any folder of any server.
  base: "./",
  plugins: [policyInPage],
  worker: { format: "es" },
  // NiiVue does not come in parts.
  // A small file as a data: URL is one that the policy does not let a script fetch.
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  // Vite finds what a worker imports only when the worker starts, and would load the page anew then. ONNX Runtime and the
  // models find files beside themselves, so they stay where they are.
  optimizeDeps: {
    include: ["@niivue/niivue", "@cmb/io > nifti-reader-js"],
    exclude: ["@cmb/models", "onnxruntime-web"],
  },
  server: { headers: SECURITY_HEADERS },
  preview: { headers: SECURITY_HEADERS },
});
