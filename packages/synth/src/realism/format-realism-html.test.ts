import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { madeRealism } from "../testdata/made-realism.js";
import { formatRealismHtml } from "./format-realism-html.js";
import { type Realism, realismReport } from "./realism-report.js";
import { REALISM_STYLE, REALISM_STYLE_HASH } from "./realism-style.js";

let realism: Realism;
beforeAll(async () => {
  realism = await madeRealism();
});

describe("formatRealismHtml", () => {
  it("asks no host for anything, runs no script and allows its own style alone", async () => {
    const page = await formatRealismHtml(realism);
    expect(page).not.toMatch(/<script|<link|\son\w+=|\sstyle=|url\(|@import|src="http/i);
    expect(REALISM_STYLE_HASH).toBe(`sha256-${createHash("sha256").update(REALISM_STYLE).digest("base64")}`);
    expect(page).toContain(`<style>${REALISM_STYLE}</style>`);
  });

  it("shows a plot for each known measure, a sheet for each class, the counts and the background, escaped", async () => {
    const page = await formatRealismHtml(realism);
    expect(page.match(/synthetic over real quantiles"/g)).toHaveLength(7 * 3 + 2 * 5);
    expect(page.match(/<img /g)).toHaveLength(2);
    expect(page).toContain('<th scope="row">21 and more</th><td class="n">33.3 %</td><td class="n">3.9 %</td>');
    expect(page).toContain("real &lt;b&gt;: power spectrum");
    expect(page).toContain("nothing to compare");
  });

  it("is short where nothing was simulated", async () => {
    const page = await formatRealismHtml(await realismReport([]));
    expect(page).toContain("0 simulated scans");
    expect(page).not.toContain("<img");
  });
});
