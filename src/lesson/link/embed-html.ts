/** What an author chooses for a lesson within another page. */
export interface EmbedOptions {
  /** The whole address of the lesson, its view included: `linkHash` or `lessonQuery` with `embedded`. */
  readonly address: string;
  /** What screen readers call the frame: the lesson's title. */
  readonly title: string;
  /** Pixels. */
  readonly height: number;
}

/** Pixels that a lesson can be read in. */
const HEIGHTS = { least: 200, most: 4_000, usual: 700 };

/** What a page must allow its frame for all of a lesson to work: Stop, copying, and full screen. */
const ALLOWED = "cross-origin-isolated; clipboard-write; fullscreen";

/** The HTML that puts a lesson into another page, as text to be copied; every value is escaped. */
export function embedHtml({ address, title, height }: EmbedOptions): string {
  const attributes: readonly (readonly [string, string])[] = [
    ["src", address],
    ["title", title],
    ["width", "100%"],
    ["height", String(heightOf(height))],
    ["style", "border: 0"],
    ["loading", "lazy"],
    ["allow", ALLOWED],
  ];
  return `<iframe ${attributes.map(([name, value]) => `${name}="${escaped(value)}"`).join(" ")}></iframe>`;
}

function heightOf(height: number): number {
  if (!Number.isFinite(height)) return HEIGHTS.usual;
  return Math.round(Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, height)));
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    .replace(/[\r\n\u2028\u2029]+/g, " ");
}
