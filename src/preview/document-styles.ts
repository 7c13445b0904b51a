import { cssAddresses, rewriteCss } from "./document-css.ts";
import { decodeText } from "./document-content.ts";
import { dataUrl, textUrl } from "./document-resources.ts";
import type { Resources } from "./document-resources.ts";

// Sheets that import each other would go on for ever.
const DEEPEST = 5;

/** A style sheet in which nothing needs the network: what it asks for is in it. */
export async function completeCss(
  css: string,
  base: URL,
  resources: Resources,
  depth = 0,
): Promise<string> {
  const addresses = new Map<string, string | null>();
  await Promise.all(
    cssAddresses(css).map(async ({ url, use }) => {
      if (!URL.canParse(url, base.href)) return;
      const found = new URL(url, base);
      if (!resources.covers(found)) return;
      addresses.set(
        url,
        use === "import"
          ? await styleUrl(found, resources, depth + 1)
          : await fileUrl(found, "image", resources),
      );
    }),
  );
  return rewriteCss(css, (url) => addresses.get(url) ?? null);
}

/** A style sheet's address as one that holds it; null where it is not there. */
export async function styleUrl(url: URL, resources: Resources, depth = 0): Promise<string | null> {
  if (depth > DEEPEST) return null;
  const sheet = await resources.get(url, "style");
  if (sheet === null) return null;
  const text = decodeText(sheet.body, sheet.contentType, false);
  return textUrl(await completeCss(text, sheet.url, resources, depth), "text/css");
}

/** A picture's, font's or film's address as one that holds it; null where it is not there. */
export async function fileUrl(
  url: URL,
  destination: string,
  resources: Resources,
): Promise<string | null> {
  const file = await resources.get(url, destination);
  // Fragments choose a part of an SVG file.
  return file === null ? null : dataUrl(file.body, file.type) + url.hash;
}
