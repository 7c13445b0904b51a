import type { ScriptCookie } from "../shared/preview.ts";

/**
 * The cookies that scripts may see, kept where they can be read at once. It follows the gateway's
 * jar, which holds the truth; what scripts set is here before it is there.
 */
export class ScriptCookies {
  #cookies: readonly ScriptCookie[] = [];
  #edits = 0;
  readonly #now: () => number;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes over the jar, unless scripts have set something that is not in it yet. */
  replace(cookies: readonly ScriptCookie[], edits: number): void {
    if (edits >= this.#edits) this.#cookies = cookies;
  }

  /** What `document.cookie` says on that page of the app (RFC 6265, 5.4). */
  read(page: URL): string {
    return this.#cookies
      .filter((cookie) => isAlive(cookie, this.#now()) && goesWith(cookie, page))
      .toSorted((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => (name === "" ? value : `${name}=${value}`))
      .join("; ");
  }

  /** What `document.cookie = text` does; returns the number of this edit. */
  write(page: URL, text: string): number {
    this.#edits++;
    const made = parseCookie(text, page, this.#now());
    if (made === null) return this.#edits;
    const { name, domain, path } = made;
    const others = this.#cookies.filter(
      (one) => one.name !== name || one.domain !== domain || one.path !== path,
    );
    this.#cookies = isAlive(made, this.#now()) ? [...others, made] : others;
    return this.#edits;
  }
}

function isAlive({ expires }: ScriptCookie, now: number): boolean {
  return expires === null || expires * 1000 > now;
}

function goesWith({ domain, hostOnly, path }: ScriptCookie, page: URL): boolean {
  const host = page.hostname;
  if (host !== domain && (hostOnly || !host.endsWith(`.${domain}`))) return false;
  if (page.pathname === path) return true;
  return page.pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
}

/** Null for what scripts must not set. */
function parseCookie(text: string, page: URL, now: number): ScriptCookie | null {
  const [pair = "", ...rest] = text.split(";");
  const equals = pair.indexOf("=");
  const name = equals < 0 ? "" : pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  const attributes = new Map(
    rest.map((part) => {
      const at = part.indexOf("=");
      const key = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
      return [key, at < 0 ? "" : part.slice(at + 1).trim()];
    }),
  );
  if ((name === "" && value === "") || attributes.has("httponly")) return null;
  const asked = attributes.get("domain")?.toLowerCase().replace(/^\./, "") ?? "";
  const host = page.hostname;
  if (asked !== "" && asked !== host && !host.endsWith(`.${asked}`)) return null;
  const path = attributes.get("path") ?? "";
  return {
    name,
    value,
    domain: asked === "" ? host : asked,
    hostOnly: asked === "",
    path: path.startsWith("/") ? path : defaultPath(page.pathname),
    expires: expiryOf(attributes, now),
  };
}

/** RFC 6265, 5.1.4. */
function defaultPath(pathname: string): string {
  const end = pathname.lastIndexOf("/");
  return end <= 0 ? "/" : pathname.slice(0, end);
}

/** Seconds since 1970; null where it ends with the session. Max-Age counts before Expires. */
function expiryOf(attributes: ReadonlyMap<string, string>, now: number): number | null {
  const age = attributes.get("max-age");
  if (age !== undefined && /^-?\d+$/.test(age)) {
    return Number(age) > 0 ? now / 1000 + Number(age) : 0;
  }
  const date = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(date) ? null : date / 1000;
}
