// Makes the README's picture: one finding of the demo's report, as Chromium shows it.
//
// Usage: npm run demo && node scripts/readme-picture.mjs
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { repositoryRoot } from "./workspace.mjs";

const REPORT = join(repositoryRoot, "demo-output", "sample-scan_cmb.html");
const PICTURE = join(repositoryRoot, "docs", "images", "finding.png");
const MARGIN = 8;

await bootstrap({ browser: true });
if (!existsSync(REPORT)) throw new Error("there is no report to show: run npm run demo first");
mkdirSync(join(repositoryRoot, "docs", "images"), { recursive: true });
const { chromium } = await import("playwright");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await page.goto(pathToFileURL(REPORT).href);
  const { x, y, width, height } = await page.locator("article.finding").first().boundingBox();
  const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  await page.screenshot({ path: PICTURE, clip, fullPage: true });
} finally {
  await browser.close();
}
