import { PREVIEW_FILES, sessionOf } from "../../src/shared/preview.ts";
import type { OfferClaim, OfferTaken, RequestOffer } from "../../src/shared/preview.ts";
import type { Pages, WindowPage } from "./service-scope.ts";

/** A bridge that takes a request. */
export interface FoundBridge {
  readonly session: string;
  /** Leads to the gateway (shared/http.ts). */
  readonly port: MessagePort;
  /** False where it was not heard yet: its claim comes on the port, unless it is gone. */
  readonly heard: boolean;
}

export interface FindEffects {
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
  readonly createChannel: () => MessageChannel;
}

/** Milliseconds that a bridge may take: a tab in the background is slow, a closed one silent. */
export const PATIENCE = 5_000;
/** Milliseconds for a surer claim, once there is an unsure one. */
const SETTLING = 300;

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
  const bridges = await bridgesFor(ask, scope, pages);
  const [first] = bridges;
  if (first === undefined) return null;
  const offer = { ...ask, type: "routebook:offer", sole: bridges.length === 1 } as const;
  if (bridges.length === 1) {
    return { session: sessionIn(first), port: offerTo(first, offer, effects).port1, heard: false };
  }
  return choose(bridges, offer, effects);
}

async function bridgesFor(ask: Ask, scope: URL, pages: Pages): Promise<readonly WindowPage[]> {
  const all = await pages.matchAll({ type: "window", includeUncontrolled: true });
  const bridges = all.filter(({ url }) => {
    const { origin, pathname } = new URL(url);
    return origin === scope.origin && pathname === scope.pathname + PREVIEW_FILES.bridge;
  });
  const session =
    sessionOf(new URL(ask.url), scope.pathname) ?? (await sessionOfClient(ask, scope, pages));
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
      const best = bids.filter(({ claim }) => claim !== null).toSorted(surestFirst)[0];
      for (const bid of bids) {
        bid.port.onmessage = null;
        if (bid !== best) bid.port.close();
      }
      if (best === undefined) return resolve(null);
      best.bridge.postMessage({ type: "routebook:taken", offer } satisfies OfferTaken);
      resolve({ session: sessionIn(best.bridge), port: best.port, heard: true });
    };
    for (const bid of bids) {
      bid.port.onmessage = (message: MessageEvent<OfferClaim>) => {
        bid.claim = message.data;
        if (bid.claim.sure || bids.every(({ claim }) => claim !== null)) return decide();
        if (!settling) effects.setTimeout(decide, SETTLING);
        settling = true;
      };
    }
    effects.setTimeout(decide, PATIENCE);
  });
}

function surestFirst({ claim: a }: Bid, { claim: b }: Bid): number {
  if (a === null || b === null) return 0;
  return Number(b.sure) - Number(a.sure) || b.active - a.active;
}
