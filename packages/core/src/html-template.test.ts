import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html } from "./html-template.js";

describe("html", () => {
  it("escapes text in content and in attributes and keeps markup of its own", () => {
    const inner = html`<b>${"a & b"}</b>`;
    expect(html`<p title="${'"quoted"'}">${"<script>"}${inner}${[inner]}${3}</p>`.markup).toBe(
      '<p title="&quot;quoted&quot;">&lt;script&gt;<b>a &amp; b</b><b>a &amp; b</b>3</p>',
    );
  });

  describe("properties", () => {
    it("lets no text open an element, end an attribute or begin an entity of its own", () => {
      fc.assert(
        fc.property(fc.string(), (text) => {
          const { markup } = html`${text}`;
          expect(markup).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        }),
      );
    });
  });
});
