/** An option of curl as a command has it: its long name, and its value where it takes one. */
export interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** A curl command's words, sorted. */
export interface CurlWords {
  readonly options: readonly CurlOption[];
  readonly addresses: readonly string[];
  /** Options that curl does not have, or that are not known here, as written. */
  readonly unknown: readonly string[];
}

/** Short options that take a value. */
const SHORT_WITH_VALUE: Readonly<Record<string, string>> = {
  A: "user-agent",
  b: "cookie",
  c: "cookie-jar",
  C: "continue-at",
  d: "data",
  D: "dump-header",
  e: "referer",
  E: "cert",
  F: "form",
  h: "help",
  H: "header",
  K: "config",
  m: "max-time",
  o: "output",
  r: "range",
  T: "upload-file",
  u: "user",
  U: "proxy-user",
  w: "write-out",
  x: "proxy",
  X: "request",
  y: "speed-time",
  Y: "speed-limit",
  z: "time-cond",
};

/** Short options that take none. */
const SHORT: Readonly<Record<string, string>> = {
  "0": "http1.0",
  "1": "tlsv1",
  "2": "sslv2",
  "3": "sslv3",
  "4": "ipv4",
  "6": "ipv6",
  "#": "progress-bar",
  f: "fail",
  g: "globoff",
  G: "get",
  i: "include",
  I: "head",
  j: "junk-session-cookies",
  J: "remote-header-name",
  k: "insecure",
  l: "list-only",
  L: "location",
  n: "netrc",
  N: "no-buffer",
  O: "remote-name",
  p: "proxytunnel",
  q: "disable",
  R: "remote-time",
  s: "silent",
  S: "show-error",
  v: "verbose",
  Z: "parallel",
};

const LONG_WITH_VALUE: ReadonlySet<string> = new Set([
  ...Object.values(SHORT_WITH_VALUE),
  ..."cacert capath ciphers connect-timeout connect-to data-ascii data-binary data-raw".split(" "),
  ..."data-urlencode form-string interface json key limit-rate max-filesize max-redirs".split(" "),
  ..."noproxy oauth2-bearer proto resolve retry retry-delay retry-max-time stderr".split(" "),
  ..."trace trace-ascii unix-socket url url-query variable".split(" "),
]);

const LONG: ReadonlySet<string> = new Set([
  ...Object.values(SHORT),
  ..."anyauth basic compressed compressed-ssh create-dirs crlf digest fail-early".split(" "),
  ..."fail-with-body http1.1 http2 http2-prior-knowledge http3 location-trusted no-keepalive".split(
    " ",
  ),
  ..."no-progress-meter path-as-is post301 post302 post303 raw retry-all-errors".split(" "),
  ..."retry-connrefused ssl ssl-no-revoke styled-output tcp-nodelay tlsv1.2 tlsv1.3 tr-encoding".split(
    " ",
  ),
]);

/** Sorts the words after "curl" into options and addresses (curl's manual page). Total. */
export function readCurlWords(words: readonly string[]): CurlWords {
  const options: CurlOption[] = [];
  const addresses: string[] = [];
  const unknown: string[] = [];
  const rest = [...words];

  function readLong(word: string): void {
    const [name = "", ...given] = word.slice(2).split("=");
    if (LONG_WITH_VALUE.has(name)) {
      options.push({ name, value: given.length > 0 ? given.join("=") : (rest.shift() ?? "") });
    } else if (LONG.has(name) || LONG.has(name.replace(/^no-/, ""))) {
      options.push({ name, value: "" });
    } else unknown.push(word);
  }

  function readShort(word: string): void {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? "";
      const withValue = SHORT_WITH_VALUE[letter];
      if (withValue !== undefined) {
        const value = word.slice(at + 1);
        options.push({ name: withValue, value: value === "" ? (rest.shift() ?? "") : value });
        return;
      }
      const name = SHORT[letter];
      if (name === undefined) unknown.push(`-${letter}`);
      else options.push({ name, value: "" });
    }
  }

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith("--")) readLong(word);
    else if (word.startsWith("-") && word !== "-") readShort(word);
    else addresses.push(word);
  }
  return { options, addresses, unknown };
}
