/** What a page of ours says. */
export interface PageWords {
  readonly title: string;
  readonly sentence: string;
  /** An address that is opened in a new tab. */
  readonly link?: string;
  /** A way on, in the same tab. */
  readonly action?: { readonly label: string; readonly href: string };
}

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; padding: 12vh 24px 24px; font: 16px/1.6 system-ui, sans-serif;
    background: Canvas; color: CanvasText; }
  main { max-width: 34rem; margin: 0 auto; }
  h1 { font-size: 20px; line-height: 1.3; margin: 0 0 8px; }
  p { margin: 0 0 16px; overflow-wrap: anywhere; }
`;

/** A page that says in plain words why none of the app's is here. */
export function wordsPage({ title, sentence, link, action }: PageWords): string {
  const shown =
    (link === undefined ? "" : linkTo(link)) +
    (action === undefined
      ? ""
      : `<p><a href="${escaped(action.href)}">${escaped(action.label)}</a></p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(sentence)}</p>${shown}</main></body>
</html>
`;
}

function linkTo(url: string): string {
  const text = escaped(url);
  return `<p><a href="${text}" target="_blank" rel="noopener noreferrer">${text}</a></p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
