import { element } from "./element.mjs";

/** How many dropped candidates are listed; the report has all. */
const MOST_REJECTED = 100;

/** @typedef {(centreMm: readonly [number, number, number]) => void} Jump */

/**
 * The microbleeds as a list of buttons that move the crosshair.
 *
 * @param {import("@cmb/infer").Report} report
 * @param {Jump} jump
 */
export function microbleedList({ microbleeds }, jump) {
  const list = element("ol", { class: "findings" });
  for (const { id, certainty, score, diameterMm, region, centreMm } of microbleeds) {
    const button = element("button", { type: "button", class: "finding" }, [
      element("span", { class: "number" }, [String(id)]),
      element("span", { class: `certainty ${certainty}` }, [certainty]),
      quantity("score", score.toFixed(2)),
      quantity("diameter", `${diameterMm.toFixed(1)} mm`),
      ...(region === null
        ? [quantity("region", "not known")]
        : [quantity("region", `${region.bombs}, ${region.side}`), quantity("zone", region.zone)]),
    ]);
    button.addEventListener("click", () => {
      for (const other of list.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
      button.setAttribute("aria-current", "true");
      jump(centreMm);
    });
    list.append(element("li", {}, [button]));
  }
  return list;
}

/** @param {string} name @param {string} value */
function quantity(name, value) {
  return element("span", { class: `quantity ${name}` }, [element("span", { class: "name" }, [`${name} `]), value]);
}

/**
 * What was looked at and dropped, with the reason.
 *
 * @param {import("@cmb/infer").Report} report
 * @param {Jump} jump
 */
export function rejectedList({ rejected }, jump) {
  const items = rejected.slice(0, MOST_REJECTED).map(({ score, stage, reason, centreMm }) => {
    const button = element("button", { type: "button", class: "finding" }, [
      quantity("score", score.toFixed(2)),
      element("span", { class: "reason" }, [reason.startsWith(stage) ? reason : `${stage}: ${reason}`]),
    ]);
    button.addEventListener("click", () => jump(centreMm));
    return element("li", {}, [button]);
  });
  const rest = rejected.length - items.length;
  const more = rest > 0 ? [element("p", {}, [`${rest} more, with lower scores, are in the JSON report.`])] : [];
  return element("div", {}, [element("ol", { class: "findings" }, items), ...more]);
}

/**
 * The answer in a sentence.
 *
 * @param {import("@cmb/infer").Report} report
 */
export function describeCount({ summary: { count, possible } }) {
  if (count === 0) return "No microbleed was marked";
  const noun = count === 1 ? "microbleed was" : "microbleeds were";
  return `${count} ${noun} marked: ${count - possible} definite, ${possible} possible`;
}

/**
 * What an empty list means, and what to look at.
 *
 * @param {import("@cmb/infer").Report} report
 */
export function explainNothing({ rejected, model }) {
  const best = rejected[0];
  const looked =
    best === undefined
      ? "Nothing in the scan was dark and round enough to be a candidate."
      : `${rejected.length} candidates were looked at and dropped, the best with a score of ${best.score.toFixed(2)}; marked is what reaches ${model.threshold} (${model.preset}).`;
  const next = model.preset === "sensitive" ? "" : " The preset “sensitive” marks more.";
  return `${looked} This does not show that there is none: look at the dropped candidates and at the remarks on the scan.${next}`;
}

/**
 * What there is to say of the scan, worst first.
 *
 * @param {import("@cmb/infer").Report} report
 */
export function remarks({ input, warnings }) {
  const order = ["error", "warning", "info"];
  const checks = [...input.checks].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const told = checks.map(({ severity, message }) => `${capital(severity)}: ${message}`);
  const others = warnings.filter((warning) => !input.checks.some(({ message }) => message === warning));
  return [...told, ...others.map((warning) => `Warning: ${warning}`)].map((text) => element("li", {}, [text]));
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Scan, model and device as one line.
 *
 * @param {import("@cmb/infer").Report} report
 */
export function describeRun({ input, model, backend, timingsMs }) {
  const seconds = ((timingsMs["total"] ?? 0) / 1000).toFixed(1);
  const others = backend.tried.filter((device) => device !== backend.device);
  const tried = others.length > 0 ? ` after trying ${others.join(", ")},` : "";
  const grid = `${input.shape.join(" × ")} voxels of ${input.spacingMm.map((length) => length.toFixed(2)).join(" × ")} mm`;
  return `${grid}. Model ${model.id} ${model.version}, preset ${model.preset}, ran on ${backend.device} (${backend.runtime})${tried} in ${seconds} s.`;
}
