import { createHash } from "node:crypto";
import { html } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { getProtocol, listProtocols } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { compareSystems } from "./compare-systems.js";
import { EVALUATION_STYLE, EVALUATION_STYLE_HASH } from "./evaluation-style.js";
import { formatEvaluationHtml } from "./format-evaluation-html.js";
import { pictureKey } from "./reported-evaluation.js";

const strata = { covariates: { sequence: "values" }, features: {}, locations: true } as const;

describe("formatEvaluationHtml", () => {
  const page = formatEvaluationHtml([reportOf(REPORTED_SCANS, { strata })]);
  it("asks no host for anything and runs no script", () => {
    expect(page).not.toMatch(
      /<script|<link|<img|\son\w+=|\sstyle=|url\(|@import|https?:\/\/(?!www\.w3\.org)[^"<]*\.(js|css|png|woff2?)/i,
    );
    expect(page).toContain(
      `content="default-src &#39;none&#39;; img-src data:; style-src &#39;${EVALUATION_STYLE_HASH}&#39;"`,
    );
  });
  it("allows its own style and no other", () => {
    const hash = createHash("sha256").update(EVALUATION_STYLE).digest("base64");
    expect(EVALUATION_STYLE_HASH).toBe(`sha256-${hash}`);
    expect(page).toContain(`<style>${EVALUATION_STYLE}</style>`);
  });
  it("tells the rule in plain words, the scores with their intervals, and how scans are drawn", () => {
    expect(page).toContain("<dt>A hit</dt><dd>is a distance of the centres of at most 3 mm</dd>");
    expect(page).toMatch(/<th scope="row">Sensitivity<\/th><td class="n strong">0\.500 \[/);
    expect(page).toContain("200 bootstrap resamples of 3 patients (percentile, seed 1)");
    expect(page).toContain("<dt>Precision</dt><dd>share of the predictions that are true</dd>");
  });
  it("names each missed and false lesion with its reason", () => {
    expect(page).toContain("one: 1 missed of 2, 2 false of 3");
    expect(page).toMatch(/<th scope="row">missed<\/th><td class="n">2<\/td><td class="n">50\.0, 0\.0, 0\.0 mm<\/td>/);
    expect(page).toContain("not to reference 1 (2 mm), which went to prediction 1.");
  });
  it("draws the curve, the counts and the groups, each with a title or a table", () => {
    expect(page.match(/role="img" aria-labelledby="[^"]+"><title id=/g)).toHaveLength(2);
    expect(page).toContain("<caption>By sequence</caption>");
    expect(page).toContain("<caption>By location of the lesions. ");
  });
  it("has every id once", () => {
    const two = [reportOf(REPORTED_SCANS, { system: "a" }), reportOf(REPORTED_SCANS, { system: "b" })];
    const ids = [...formatEvaluationHtml(two).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("escapes what it is given", () => {
    const scans = [{ id: "<b>x</b>", reference: [{ centreMm: [0, 0, 0] as const }], prediction: [] }];
    const text = formatEvaluationHtml([reportOf(scans, { system: "<i>" })], { title: "<script>alert(1)</script>" });
    expect(text).not.toMatch(/<script>|<b>x|<i>/);
    expect(text).toContain("&lt;b&gt;x&lt;/b&gt;");
  });
  it("puts the pictures of a lesion behind its scan's table", () => {
    const report = reportOf(REPORTED_SCANS);
    const key = pictureKey({ caseId: "one", side: "reference", number: 2 });
    const text = formatEvaluationHtml([
      { ...report, pictures: new Map([[key, html`<div class="pictures">here</div>`]]) },
    ]);
    expect(text).toContain('<h4>missed, no. 2, at 50.0, 0.0, 0.0 mm</h4><div class="pictures">here</div>');
  });
  it("shows systems beside each other, and why they may not be", () => {
    const [a, b] = ["a", "b"].map((system) => reportOf(REPORTED_SCANS, { system }));
    if (a === undefined || b === undefined) throw new Error("there are two");
    const comparison = compareSystems(
      { name: "a", result: a.result },
      { name: "b", result: b.result },
      { resamples: 50 },
    );
    expect(formatEvaluationHtml([a, b], { comparisons: [comparison] })).toContain("<caption>a minus b</caption>");
    const changed = overrideProtocol(getProtocol("centroid-3mm"), { toleranceMm: 9 });
    const mixed = formatEvaluationHtml([a, reportOf(REPORTED_SCANS, { protocol: changed })]);
    expect(mixed).toContain("these results follow different protocols");
    expect(mixed).toContain("Parameters of this protocol were changed");
  });
  it("gives the main table as LaTeX and CSV that hold the same numbers", () => {
    expect(page).toMatch(/Sensitivity &amp; 0\.500 \[/);
    expect(page).toContain("95 \\% interval");
    expect(page).toMatch(/Sensitivity,&quot;0\.500 \[/);
  });
  it.each(listProtocols().map(({ id }) => id))("describes %s without a gap", (id) => {
    const empty = reportOf([{ id: "a", reference: [], prediction: [] }], { protocol: getProtocol(id) });
    const text = formatEvaluationHtml([empty]);
    expect(text).not.toMatch(/undefined<|NaN|\[object/);
    const rule = text.slice(0, text.indexOf("Parameters as JSON"));
    expect(rule.match(/<dd>[^<]{4,}<\/dd>/g)).toHaveLength(13);
  });
});
