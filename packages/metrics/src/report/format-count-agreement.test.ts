import { expect, it } from "vitest";
import { countAgreement } from "./count-agreement.js";
import { formatCountAgreement } from "./format-count-agreement.js";

it("formatCountAgreement writes ICC, pairs and classes as aligned text", () => {
  const counts = [
    [0, 0],
    [1, 2],
    [5, 4],
    [12, 11],
  ];
  const text = formatCountAgreement(countAgreement(["ann", "bob"], counts));
  expect(text).toMatch(/^4 scans; mean counts: ann 4\.500, bob 4\.250\nICC\(2,1\), absolute agreement: 0\.98/);
  expect(text).toMatch(/\nbob minus ann {3}−0\.250 \[/);
  expect(text).toMatch(/\ncromis2 \(0, 1-4, >=5\) +0\.750 +0\.\d{3} +0\.\d{3} +0\.\d{3}\n/);
});
