// The browser of the programs that measure in one: with WebGPU, also where the only graphics adapter is software.
import { chromium } from "playwright";

const FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-background-networking",
  "--enable-unsafe-webgpu",
];

/** Starts CHROMIUM_PATH, or /usr/bin/chromium. */
export function launchChromium() {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: FLAGS });
}
