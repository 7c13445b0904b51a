import { CERTAINTY, PREVIEW_FILES, sessionOf } from "../../src/shared/preview.ts";
import type { OfferClaim, OfferTaken, RequestOffer } from "../../src/shared/preview.ts";
import type { PageOwners } from "./page-owners.ts";
import type { Pages, WindowPage } from "./service-scope.ts";

/** A bridge that takes a request. */
export interface FoundBridge {
  /** Of its page, as the browser counts them. */
  readonly id: string;
  readonly session: string;
  /** Leads to the gateway (shared/http.ts). */
  readonly port: MessagePort;
  /** False where it was not heard yet: its claim comes on the port, unless it is gone. */
  readonly heard: boolean;
}

export interface FindEffects {
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
  readonly createChannel: () => MessageChannel;
  readonly owners: PageOwners;
}

/** Milliseconds that a bridge may take: a tab in the background is slow, a closed one silent. */
export const PATIENCE = 5_000;
/**
 * Milliseconds for the other claims, once there is one that is not certain. A tab on a busy machine
 * needs hundreds to answer, and would lose its own requests to another; one that the browser has
 * frozen never does.
 */
const SETTLING = 2_000;

type Ask = Omit<RequestOffer, "type" | "sole">;

/**
 * Finds the bridge whose page asks. One that is alone is believed at once, and any number of
 * requests may follow on its port right away. Null where there is none, or none answers.
 */
export async function findBridge(
  ask: Ask,
  scope: URL,
  pages: Pages,
  effects: FindEffects,
): Promise<FoundBridge | null> {
  const { owners } = effects;
  const owner = owners.of(ask.navigation ? ask.resultingClientId : ask.clientId);
  const bridges = await bridgesFor(ask, owner, scope, pages);
  const found = await takenBy(bridges, ask, effects);
  if (found !== null) owners.remember(ask.resultingClientId, found.session);
  return found;
}

async function takenBy(
  bridges: readonly WindowPage[],
  ask: Ask,
  effects: FindEffects,
): Promise<FoundBridge | null> {
  const [first] = bridges;
  if (first === undefined) return null;
  const offer = { ...ask, type: "routebook:offer", sole: bridges.length === 1 } as const;
  if (bridges.length === 1) {
    const { port1: port } = offerTo(first, offer, effects);
    return { id: first.id, session: sessionIn(first), port, heard: false };
  }
  return choose(bridges, offer, effects);
}

async function bridgesFor(
  ask: Ask,
  owner: string | null,
  scope: URL,
  pages: Pages,
): Promise<readonly WindowPage[]> {
  const all = await pages.matchAll({ type: "window", includeUncontrolled: true });
  const bridges = all.filter(({ url }) => {
    const { origin, pathname } = new URL(url);
    return origin === scope.origin && pathname === scope.pathname + PREVIEW_FILES.bridge;
  });
  const session =
    sessionOf(new URL(ask.url), scope.pathname) ??
    owner ??
    (await sessionOfClient(ask, scope, pages));
  return session === null ? bridges : bridges.filter((bridge) => sessionIn(bridge) === session);
}

async function sessionOfClient(
  { clientId, navigation }: Ask,
  scope: URL,
  pages: Pages,
): Promise<string | null> {
  if (scope.pathname === "/" || clientId === "" || navigation) return null;
  const client = await pages.get(clientId);
  return client === undefined || !URL.canParse(client.url)
    ? null
    : sessionOf(new URL(client.url), scope.pathname);
}

function sessionIn({ url }: WindowPage): string {
  return new URL(url).searchParams.get("session") ?? "";
}

function offerTo(bridge: WindowPage, offer: RequestOffer, effects: FindEffects): MessageChannel {
  const channel = effects.createChannel();
  bridge.postMessage(offer, [channel.port2]);
  return channel;
}

interface Bid {
  readonly bridge: WindowPage;
  readonly port: MessagePort;
  claim: OfferClaim | null;
}

function choose(
  bridges: readonly WindowPage[],
  offer: RequestOffer,
  effects: FindEffects,
): Promise<FoundBridge | null> {
  const bids: Bid[] = bridges.map((bridge) => ({
    bridge,
    port: offerTo(bridge, offer, effects).port1,
    claim: null,
  }));
  return new Promise((resolve) => {
    let over = false;
    let settling = false;
    const decide = (): void => {
      if (over) return;
      over = true;
      const best = bids.filter(({ claim }) => claim !== null).toSorted(bestFirst)[0];
      for (const bid of bids) {
        bid.port.onmessage = null;
        if (bid !== best) bid.port.close();
      }
      if (best === undefined) return resolve(null);
      const { bridge, port } = best;
      bridge.postMessage({ type: "routebook:taken", offer } satisfies OfferTaken);
      resolve({ id: bridge.id, session: sessionIn(bridge), port, heard: true });
    };
    for (const bid of bids) {
      bid.port.onmessage = (message: MessageEvent<OfferClaim>) => {
        bid.claim = message.data;
        const isCertain = bid.claim.certainty === CERTAINTY.certain;
        if (isCertain || bids.every(({ claim }) => claim !== null)) return decide();
        if (!settling) effects.setTimeout(decide, SETTLING);
        settling = true;
      };
    }
    effects.setTimeout(decide, PATIENCE);
  });
}

function bestFirst({ claim: a }: Bid, { claim: b }: Bid): number {
  if (a === null || b === null) return 0;
  return b.certainty - a.certainty || b.active - a.active;
}
