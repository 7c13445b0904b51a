import type { FetchOutcome } from "../shared/fetch-wire.ts";
import type { FetchRequest } from "./fetch-plan.ts";

/** Why a file did not come, for the reader. */
export interface FetchTrouble {
  /** What happened, and what to do next. */
  readonly message: string;
  /** The address, where the reader can get by themselves what the page cannot. */
  readonly download: string | null;
}

const BY_HAND = "Open the address in a new tab, save the file there, and drop it on this page.";

/** Says what happened and what to do instead; `limit` is how many bytes are opened at most. */
export function fetchTrouble(
  outcome: FetchOutcome,
  { host, url }: FetchRequest,
  limit: number,
): FetchTrouble {
  const here = (message: string): FetchTrouble => ({ message, download: null });
  const byHand = (message: string): FetchTrouble => ({
    message: `${message} ${BY_HAND}`,
    download: url,
  });
  switch (outcome.kind) {
    case "unreachable":
      return byHand(
        `${host} cannot be reached, or does not let other sites read its files: browsers keep an answer to themselves unless the host allows it, which is called CORS.`,
      );
    case "offline":
      return here("There is no network. Connect to one, then try again.");
    case "sent-on":
      return {
        message: `${host} sends on to another host, which was not asked. Open the address in a new tab, and paste the one that stands there then.`,
        download: url,
      };
    case "slow":
      return byHand(`${host} did not answer for half a minute. Try again later, or go there.`);
    case "no-frame":
      return here(
        "The part of this site that asks other hosts did not load. Check the connection, then try again; within another page, open Routebook in a tab of its own.",
      );
    case "status":
      return ofStatus(outcome.status, host, { here, byHand });
    case "too-large": {
      const { bytes } = outcome;
      const size = bytes === null ? "more than that" : `${Math.ceil(bytes / 1_000_000)} MB`;
      return here(
        `At most ${limit / 1_000_000} MB can be opened, and this file has ${size}. Choose a smaller one.`,
      );
    }
  }
}

function ofStatus(
  status: number,
  host: string,
  say: Record<"here" | "byHand", (message: string) => FetchTrouble>,
): FetchTrouble {
  if (status === 404 || status === 410) {
    return say.here(
      `There is no file at this address on ${host}, or it is private. Check the address.`,
    );
  }
  if (status === 401 || status === 403) {
    return say.byHand(`${host} shows this file only to those who are signed in.`);
  }
  if (status === 429) return say.here(`${host} is asked too often. Try again in some minutes.`);
  return say.byHand(`${host} answered with the status ${status}. Try again later, or go there.`);
}

/** The sentence for what came and is a page to look at; null for everything else. Looks at the beginning. */
export function pageTrouble(bytes: Uint8Array, { host, url }: FetchRequest): FetchTrouble | null {
  const head = new TextDecoder().decode(bytes.subarray(0, 1000));
  if (!/^\s*(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(head)) return null;
  return {
    message: `This is a web page of ${host}, not a file. Look on it for the file itself, behind a button such as Raw or Download, and paste the address of that.`,
    download: url,
  };
}
