/** What a page's policies say about our one script, and about frames around the page. */
export interface AmendedPolicy {
  /** The policy as the browser gets it; "" where nothing of it is left. */
  readonly value: string;
  /** A nonce of the page's own that our script must carry; null where its address is enough. */
  readonly nonce: string | null;
  /** True where no page may have this one in a frame, not even one of the app's. */
  readonly refusesFrames: boolean;
}

interface Directive {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Lets one script in and `frame-ancestors` out of a `Content-Security-Policy` header's value
 * (https://www.w3.org/TR/CSP3/), which may hold several policies. Nothing else is loosened.
 */
export function amendPolicy(value: string, script: string, freshNonce: string): AmendedPolicy {
  let nonce: string | null = null;
  let refusesFrames = false;
  const policies = value.split(",").map((text) => {
    const directives = parsePolicy(text);
    const ancestors = directives.find(({ name }) => name === "frame-ancestors");
    refusesFrames ||= ancestors !== undefined && !ancestors.values.some(isOwnSite);
    const others = directives.filter((one) => one !== ancestors);
    const scripts = effectiveScripts(others);
    if (scripts === null) return written(others);
    if (scripts.values.includes("'strict-dynamic'")) nonce ??= nonceIn(scripts) ?? freshNonce;
    const source = nonce === null ? script : `'nonce-${nonce}'`;
    const values = [...scripts.values.filter((one) => one !== "'none'" && one !== source), source];
    // Where `default-src` or `script-src` speaks for scripts, it goes on speaking for the rest.
    const rest = others.filter(({ name }) => name !== "script-src-elem");
    return written([...rest, { name: "script-src-elem", values }]);
  });
  return { value: policies.filter((text) => text !== "").join(", "), nonce, refusesFrames };
}

function parsePolicy(text: string): Directive[] {
  const found: Directive[] = [];
  for (const part of text.split(";")) {
    const [name = "", ...values] = part.trim().split(/\s+/);
    const lower = name.toLowerCase();
    // Of two with one name the first counts (CSP3, 2.2.1).
    if (lower === "" || found.some((one) => one.name === lower)) continue;
    found.push({ name: lower, values: values.map((one) => keyword(one)) });
  }
  return found;
}

/** Keywords are the same in any case; nonces, hashes and paths are not. */
function keyword(source: string): string {
  return /^'[a-z-]+'$/i.test(source) && !/^'(?:nonce|sha\d+)-/i.test(source)
    ? source.toLowerCase()
    : source;
}

function effectiveScripts(directives: readonly Directive[]): Directive | null {
  for (const wanted of ["script-src-elem", "script-src", "default-src"]) {
    const found = directives.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
  }
  return null;
}

function nonceIn({ values }: Directive): string | null {
  for (const value of values) {
    const found = /^'nonce-([^']+)'$/i.exec(value)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a source of `frame-ancestors` is the app's own site, as it knows itself. */
function isOwnSite(source: string): boolean {
  return /^(?:'self'|\*|http:|(?:http:\/\/)?(?:localhost|127\.0\.0\.1|\*)(?::(?:\d+|\*))?\/?)$/i.test(
    source,
  );
}

function written(directives: readonly Directive[]): string {
  return directives.map(({ name, values }) => [name, ...values].join(" ")).join("; ");
}
