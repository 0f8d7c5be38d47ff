import { type Html, html } from "./html-template.js";

/** What a page of {@link htmlPage} looks like. @since 0.1.0 */
export interface HtmlPageStyle {
  /** CSS, taken as it is. */
  readonly css: string;
  /** Its hash as a content-security policy names it, such as `sha256-…`. */
  readonly hash: string;
}

/**
 * A self-contained page of a report: its policy allows its own style and pictures of `data:` alone, so that it runs no
 * script and asks no host for anything.
 *
 * @param title - of the page; escaped
 * @param body - what the page shows
 * @param style - see {@link HtmlPageStyle}
 * @returns the text of an HTML file
 * @since 0.1.0
 */
export function htmlPage(title: string, body: Html, { css, hash }: HtmlPageStyle): string {
  const policy = `default-src 'none'; img-src data:; style-src '${hash}'`;
  const style: Html = { markup: css };
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return document.markup;
}
