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
