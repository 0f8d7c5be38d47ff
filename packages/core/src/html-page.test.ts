import { describe, expect, it } from "vitest";
import { htmlPage } from "./html-page.js";
import { html } from "./html-template.js";

describe("htmlPage", () => {
  const page = htmlPage("a < b", html`<p>${"c & d"}</p>`, { css: "p > b { color: red }", hash: "sha256-x" });

  it("escapes the title and keeps body and style as they are", () => {
    expect(page).toContain("<title>a &lt; b</title>");
    expect(page).toContain("<body>\n<p>c &amp; d</p>\n</body>");
    expect(page).toContain("<style>p > b { color: red }</style>");
  });
  it("allows nothing but pictures within it and the style of the hash", () => {
    const policy = "default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-x&#39;";
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  });
});
