// The ladder as tables, a column for each detector, written as Markdown and as HTML.
const PRESETS = ["sensitive", "balanced", "specific"];

/** All tables: `{ title, notes, header, rows }`. */
export function ladderTables({ settings, detectors }) {
  const made = settings.labels ? "label maps that no network was trained on" : "generated heads, not label maps";
  return [
    detectorTable(detectors),
    ...headTables(detectors, "mixed", `T1: whole heads by the generator (${made}), protocols as in training`),
    ...headTables(
      detectors,
      "shifted",
      `T2: the same with protocols, noise and veins unlike those of training (${made})`,
    ),
    ...insertionTables(detectors),
    ...untouchedTables(detectors),
  ].filter((table) => table !== undefined);
}

function detectorTable(detectors) {
  return {
    title: "Detectors",
    notes: [],
    header: ["detector", "model", "weights", "ran on", ...PRESETS.map((preset) => `threshold, ${preset}`)],
    rows: detectors.map(({ label, id, version, sha256, backend, thresholds }) => [
      ...[label, `${id} ${version}`, sha256 === null ? "none" : sha256.slice(0, 12)],
      ...[`${backend.runtime}, ${backend.device}`, ...PRESETS.map((preset) => String(thresholds[preset]))],
    ]),
  };
}

function headTables(detectors, rung, title) {
  const results = detectors.map(({ rungs }) => rungs[rung]).filter((result) => result !== undefined);
  if (results.length === 0) return [];
  const [{ heads, withoutMicrobleeds, visible }] = results;
  const points = results[0].operatingPoints.map(({ name }, n) => ({
    name,
    of: results.map((r) => r.operatingPoints[n]),
  }));
  const rows = points.flatMap(({ name, of }) => [
    [name, "recall", ...of.map(({ all }) => percent(all))],
    [name, "false marks per head", ...of.map(({ falseMarks }) => number(falseMarks))],
    [name, "lying on", ...of.map(({ falseMarks }) => causes(falseMarks.causes))],
    [name, "median Dice of hits", ...of.map(({ dice }) => number(dice, 2))],
    [name, "marks minus microbleeds", ...of.map(({ countError }) => number(countError.bias))],
    [name, "its absolute value", ...of.map(({ countError }) => number(countError.absolute))],
    [name, "zone as in the truth", ...of.map(({ zones }) => (zones === undefined ? "none" : percent(zones)))],
  ]);
  const curve = [
    ...results[0].curve.recallAt.map(({ rate }, n) => [
      ...[
        `recall at ${rate} false ${rate === 1 ? "mark" : "marks"} per head`,
        ...results.map((r) => percent(r.curve.recallAt[n])),
      ],
    ]),
    ["mean recall at 1/8 to 8", ...results.map((r) => percent(r.curve.meanSensitivity))],
    ["expected calibration error of the scores", ...results.map((r) => number(r.calibrationError, 2))],
  ];
  const names = detectors.map(({ label }) => label);
  return [
    {
      title,
      notes: [
        `${heads} heads, ${withoutMicrobleeds} of them without microbleeds; ${visible} visible microbleeds.`,
        "From the whole curve, between points by straight lines:",
      ],
      ...{ header: ["", ...names], rows: curve },
    },
    { title: undefined, notes: ["At operating points:"], header: ["at", "", ...names], rows },
    { title: undefined, notes: ["Recall by goal and bin:"], ...binTable(results, names) },
    {
      title: undefined,
      notes: ["Recall under other rules of what is a hit:"],
      header: ["at", "protocol", ...names],
      rows: points.flatMap(({ name, of }) =>
        of[0].otherProtocols.map(({ id }, n) => [name, id, ...of.map((r) => percent(r.otherProtocols[n]))]),
      ),
    },
  ];
}

function binTable(results, names) {
  const [{ operatingPoints }] = results;
  const rows = operatingPoints.flatMap(({ name, goals, bins }, n) => {
    const of = results.map((result) => result.operatingPoints[n]);
    return [
      ...goals.map((goal, g) => [name, goal.name, ...of.map((point) => percent(point.goals[g], true))]),
      ...(PRESETS.includes(name) ? bins : []).flatMap((group, g) =>
        group.bins.map((bin, b) => [
          ...[name, `${group.name} ${range(bin.bin)}`, ...of.map((point) => percent(point.bins[g].bins[b], true))],
        ]),
      ),
    ];
  });
  return { header: ["at", "", ...names], rows: rows.filter((cells) => cells.slice(2).some((cell) => cell !== "none")) };
}

function insertionTables(detectors) {
  const results = detectors.map(({ rungs }) => rungs.insertion).filter((result) => result !== undefined);
  if (results.length === 0) return [];
  const names = detectors.map(({ label }) => label);
  const [{ scans, people, visible, operatingPoints }] = results;
  const points = operatingPoints.map(({ name }, n) => ({ name, of: results.map((r) => r.operatingPoints[n]) }));
  return [
    {
      title: "T3: microbleeds inserted into real scans",
      notes: [
        `${scans} scans with insertions, of ${people === 1 ? "one person" : `${people} people`}; ${visible} visible microbleeds.`,
        "Lesions whose place is marked on the untouched scan are left out.",
      ],
      header: ["at", "", ...names],
      rows: points.flatMap(({ name, of }) => [
        [name, "recall", ...of.map(({ all }) => percent(all, true))],
        [name, "left out", ...of.map(({ leftOut }) => String(leftOut))],
        [name, "median Dice of hits", ...of.map(({ dice }) => number(dice, 2))],
      ]),
    },
    { title: undefined, notes: ["Recall by goal and bin:"], ...binTable(results, names) },
  ];
}

function untouchedTables(detectors) {
  const results = detectors.map(({ rungs }) => rungs.untouched).filter((result) => result !== undefined);
  if (results.length === 0) return [];
  const names = detectors.map(({ label }) => label);
  const marked = ({ operatingPoints }, scan) => PRESETS.map((_, p) => operatingPoints[p].scans[scan].marks).join(" / ");
  const rows = results[0].operatingPoints.flatMap((_, n) =>
    ["accepted", "forced"].map((kind) => [
      ...[
        results[0].operatingPoints[n].name,
        kind === "accepted" ? "scans that the checks pass" : "scans that they refuse",
      ],
      ...results.map((result) => number(result.operatingPoints[n]?.[kind] ?? { value: null })),
    ]),
  );
  return [
    {
      title: "T4: marks on real scans whose microbleeds are unknown",
      notes: ["Marks per scan, as it was acquired. A mark may be a microbleed: nobody has read these scans."],
      header: ["at", "", ...names],
      rows,
    },
    {
      title: undefined,
      notes: [`Marks on each scan at ${PRESETS.join(" / ")}:`],
      header: ["scan", "slice in mm", "refused by", ...names],
      rows: results[0].scans.map(({ name, sliceMm, refused }, scan) => [
        ...[name, sliceMm.toFixed(1), refused.join(", ") || "none", ...results.map((r) => marked(r, scan))],
      ]),
    },
  ];
}

function range({ from, to, value }) {
  if (value !== undefined) return value;
  if (to === null) return `${from} and more`;
  return `${from} to ${to > 1 && to < 1.05 ? 1 : to}`;
}

function causes(list) {
  const named = list.slice(0, 5).map(({ on, perScan }) => `${on} ${perScan.toFixed(1)}`);
  return named.length === 0 ? "none" : named.join(", ");
}

function percent({ value, lower, upper, of }, counted = false) {
  if (value === null || value === undefined) return "none";
  const share = (one) => (100 * one).toFixed(0);
  const count = counted ? ` of ${of}` : "";
  return lower === undefined
    ? `${share(value)} %${count}`
    : `${share(value)} % [${share(lower)}, ${share(upper)}]${count}`;
}

function number({ value, lower, upper }, digits = 1) {
  if (value === null || value === undefined) return "none";
  const text = (one) => one.toFixed(digits);
  return lower === undefined ? text(value) : `${text(value)} [${text(lower)}, ${text(upper)}]`;
}

const HEAD =
  "Research use only. Nothing here is a sensitivity or a rate of false alarms in patients: the truth is simulated, and the real scans have never been read.";
const RULE =
  "A hit is a mark whose centroid lies in the reference dilated by one voxel or within 5 mm of its centre, one to one, higher scores first; further marks on one microbleed count as false. [95 % interval by bootstrap over scans, over people on T3 and T4; none of a single one, and too narrow of fewer than twenty.]";

/** The ladder as Markdown. */
export function ladderMarkdown(results) {
  const lines = ["# Evaluation ladder", "", HEAD, "", RULE, ""];
  for (const { title, notes, header, rows } of ladderTables(results)) {
    if (title !== undefined) lines.push(`## ${title}`, "");
    for (const note of notes) lines.push(note, "");
    lines.push(line(header), line(header.map(() => "---")), ...rows.map(line), "");
  }
  return lines.join("\n");
}

function line(cells) {
  return `| ${cells.join(" | ")} |`;
}

/** The ladder as one page of HTML. */
export function ladderHtml(results) {
  const parts = ladderTables(results).map(({ title, notes, header, rows }) => {
    const heading = title === undefined ? "" : `<h2>${escaped(title)}</h2>`;
    const cells = (kind, row) => `<tr>${row.map((cell) => `<${kind}>${escaped(cell)}</${kind}>`).join("")}</tr>`;
    const body = rows.map((row) => cells("td", row)).join("\n");
    const text = notes.map((note) => `<p>${escaped(note)}</p>`).join("");
    return `${heading}${text}<table>${cells("th", header)}\n${body}</table>`;
  });
  const style =
    "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 8px;text-align:left}";
  const head = `<meta charset="utf-8"><title>Evaluation ladder</title><style>${style}</style>`;
  return `<!doctype html><html lang="en"><head>${head}</head><body><h1>Evaluation ladder</h1><p>${escaped(HEAD)}</p><p>${escaped(RULE)}</p>\n${parts.join("\n")}\n</body></html>\n`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
