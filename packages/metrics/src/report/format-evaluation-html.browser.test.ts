import { expect, it } from "vitest";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { formatEvaluationHtml } from "./format-evaluation-html.js";

it("the page of results shows itself under its own content-security policy", async () => {
  const frame = document.createElement("iframe");
  frame.srcdoc = formatEvaluationHtml([reportOf(REPORTED_SCANS, { strata: { locations: true } })]);
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  if (page === null || frame.contentWindow === null) throw new Error("the page is there");
  // A style sheet that the policy does not name would not be applied.
  expect(frame.contentWindow.getComputedStyle(page.body).maxWidth).toBe("992px");
  expect(page.querySelectorAll("figure svg path.line").length).toBeGreaterThan(0);
  expect(page.querySelectorAll("table caption").length).toBe(page.querySelectorAll("table").length);
  const script = page.createElement("script");
  script.textContent = "document.title = 'ran'";
  page.body.append(script);
  expect(page.title).toBe("Evaluation of microbleed detection");
});

it("on a phone tables scroll inside, and their captions are as wide as the screen at most", async () => {
  const frame = document.createElement("iframe");
  frame.width = "375";
  frame.srcdoc = formatEvaluationHtml([reportOf(REPORTED_SCANS, { strata: { locations: true } })]);
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  if (page === null) throw new Error("the page is there");
  expect(page.documentElement.scrollWidth).toBeLessThanOrEqual(375);
  const wide = [...page.querySelectorAll(".scroll")].filter((frame) => frame.scrollWidth > frame.clientWidth);
  expect(wide.length).toBeGreaterThan(0);
  for (const part of wide) {
    const caption = part.querySelector("caption");
    if (caption === null) throw new Error("every table has a caption");
    part.scrollLeft = 100;
    const { left, right } = caption.getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(375);
  }
});
