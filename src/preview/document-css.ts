/** Where an address stands in a style sheet: `@import` asks for another sheet, `url()` for a file. */
export type CssUse = "import" | "file";

// Comments and strings are matched so that addresses in them are left alone.
const PARTS =
  /\/\*[\s\S]*?\*\/|(@import)\s+(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'();]+))(?:\s*\))?|url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]*))\s*\)|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/gi;

/** Every address that a style sheet asks for, once each use. */
export function cssAddresses(
  css: string,
): readonly { readonly url: string; readonly use: CssUse }[] {
  const found: { url: string; use: CssUse }[] = [];
  rewriteCss(css, (url, use) => {
    found.push({ url, use });
    return null;
  });
  return found;
}

/** Puts other addresses into a style sheet; null keeps one as it is. */
export function rewriteCss(
  css: string,
  other: (url: string, use: CssUse) => string | null,
): string {
  return css.replace(PARTS, (whole: string, ...groups: (string | undefined)[]) => {
    const [at, ...texts] = groups.slice(0, 7);
    const url = texts.find((text) => text !== undefined);
    // A fragment alone points into the document itself.
    if (url === undefined || url === "" || url.startsWith("#")) return whole;
    const now = other(unescaped(url), at === undefined ? "file" : "import");
    if (now === null) return whole;
    return at === undefined ? `url("${now}")` : `@import url("${now}")`;
  });
}

/** CSS escapes of single characters: "a\ b" (https://www.w3.org/TR/css-syntax-3/#escaping). */
function unescaped(text: string): string {
  return text.replaceAll(/\\([^\da-f\n])/gi, "$1");
}
