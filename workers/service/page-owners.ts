import { setNewest } from "../../src/shared/set-newest.ts";

/** Pages that are remembered; older ones have been left long ago. */
const MOST = 1_000;

/**
 * Which session's app made a page, or a worker of one, by the ids of their clients. A shortcut: the
 * browser ends a service worker at will, and then the bridges are asked.
 */
export class PageOwners {
  readonly #sessions = new Map<string, string>();

  /** The session; null where it is not known. */
  of(clientId: string): string | null {
    return this.#sessions.get(clientId) ?? null;
  }

  /** An answer of that session becomes the client; "" for an answer that becomes none. */
  remember(clientId: string, session: string): void {
    if (clientId !== "") setNewest(this.#sessions, clientId, session, MOST);
  }
}
