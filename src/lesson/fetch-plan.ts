/** What is to be asked for when a reader pastes an address, or why nothing is. */
export type FetchPlan =
  | {
      readonly kind: "fetch";
      /** The address of the text itself. */
      readonly url: string;
      /** A name for the file, for `fileKind`. */
      readonly name: string;
      /** The host that would be asked, to be shown to the reader before. */
      readonly host: string;
    }
  /** An address of this site, or a link that holds all that it opens: nobody has to be asked. */
  | { readonly kind: "own"; readonly url: string }
  | { readonly kind: "refused"; readonly message: string };

/** One that asks. */
export type FetchRequest = Extract<FetchPlan, { readonly kind: "fetch" }>;

const EXAMPLE = "Paste an address such as https://github.com/user/repository/blob/main/lesson.md.";

/**
 * Turns what a reader pasted into the address of a file: pages of Git hosts become the files that
 * they show. Only http and https, no names or passwords in the address, and http only for this
 * computer, since a file that comes unencrypted may be anybody's. `site` is this site's address.
 * Total and pure: it asks nobody.
 */
export function fetchPlan(pasted: string, site: string): FetchPlan {
  const text = pasted.trim();
  const [link] = SHARE_LINK.exec(text) ?? [];
  if (link !== undefined) return { kind: "own", url: site + link };
  if (text.length > 2000)
    return refused(`This is no address: it has more than 2000 characters. ${EXAMPLE}`);
  const url = parse(/^[\w-]+(?:\.[\w-]+)+\//.test(text) ? `https://${text}` : text);
  if (url === null) return refused(`This is no address. ${EXAMPLE}`);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return refused(
      `An address begins with https://, and this one with ${url.protocol}//. ${EXAMPLE}`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    return refused(
      "This address has a name or a password in it. Download the file, and open it here.",
    );
  }
  if (url.protocol === "http:" && !isThisComputer(url.hostname)) {
    return refused("This address is not encrypted. Paste the one that begins with https://.");
  }
  if (isPlaceOf(url, site)) return { kind: "own", url: url.href };
  url.hash = "";
  const raw = rawAddress(url);
  if (raw === null) {
    return refused(
      "This address shows a folder, not a file. Open the file on that page, and paste its address.",
    );
  }
  return { kind: "fetch", url: raw.href, name: nameOf(raw), host: raw.host };
}

/** Pages of Git hosts that show a file → the file; null for a page that shows a folder. */
function rawAddress(url: URL): URL | null {
  const parts = url.pathname.split("/").filter((part) => part !== "");
  switch (url.hostname) {
    case "github.com": {
      const [user, repository, page, ...rest] = parts;
      if (page === "tree" || parts.length === 2) return null;
      if (page !== "blob" && page !== "raw") return url;
      return at(`https://raw.githubusercontent.com/${[user, repository, ...rest].join("/")}`);
    }
    case "gist.github.com": {
      const [user, id, page] = parts;
      if (user === undefined || id === undefined) return null;
      return page === "raw" ? url : at(`https://gist.githubusercontent.com/${user}/${id}/raw`);
    }
    case "gitlab.com":
    case "codeberg.org": {
      const path = url.pathname
        .replace("/-/blob/", "/-/raw/")
        .replace(/\/src\/(branch|commit|tag)\//, "/raw/$1/");
      return at(`https://${url.hostname}${path}`);
    }
    case "nbviewer.org":
    case "nbviewer.jupyter.org": {
      const [host, user, repository, page, ...rest] = parts;
      if (host !== "github" || page !== "blob") return url;
      return at(`https://raw.githubusercontent.com/${[user, repository, ...rest].join("/")}`);
    }
    case "colab.research.google.com": {
      const [host, user, repository, page, ...rest] = parts;
      if (host !== "github" || page !== "blob") return url;
      return at(`https://raw.githubusercontent.com/${[user, repository, ...rest].join("/")}`);
    }
    default:
      return url;
  }
}

/** A packed lesson, whichever site made the link; `decodeLink` says what is in it. */
const SHARE_LINK = /#\/?l(?:=|%3d)\d+\.\S*/i;

/** True for an address of the page itself, whatever place it names; its files are files like any. */
function isPlaceOf(url: URL, site: string): boolean {
  const { origin, pathname } = new URL(site);
  return url.origin === origin && [pathname, `${pathname}index.html`].includes(url.pathname);
}

function at(address: string): URL {
  return new URL(address);
}

function nameOf({ pathname }: URL): string {
  const last = pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function isThisComputer(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1";
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function refused(message: string): FetchPlan {
  return { kind: "refused", message };
}
