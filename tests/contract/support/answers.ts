import type { HeaderPair } from "../../../src/shared/http.ts";

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number;
  /** Names in lower case, sorted; without those of {@link IGNORED}. */
  readonly headers: readonly HeaderPair[];
  readonly body: string;
  /** The connection ended before the answer was whole. */
  readonly broken: boolean;
}

/**
 * Headers that are left out of the comparison. `date` and `server` are each server's own; the rest
 * belongs to one connection between two machines and says nothing of the answer (RFC 9110, 7.6.1).
 */
const IGNORED: ReadonlySet<string> = new Set([
  "date",
  "server",
  "connection",
  "keep-alive",
  "transfer-encoding",
]);

/** `Allow` is a set (RFC 9110, 10.2.1), and Werkzeug writes it as Python's hashes fall. */
function comparable(name: string, value: string): string {
  return name === "allow" ? value.split(", ").toSorted().join(", ") : value;
}

export function makeAnswer(
  status: number,
  headers: readonly HeaderPair[],
  body: Uint8Array,
  broken: boolean,
): Answer {
  return {
    status,
    headers: headers
      .map(([name, value]): HeaderPair => {
        const key = name.toLowerCase();
        return [key, comparable(key, value)];
      })
      .filter(([name]) => !IGNORED.has(name))
      .toSorted(([one], [other]) => (one < other ? -1 : Number(one > other))),
    body: Buffer.from(body).toString("latin1"),
    broken,
  };
}
