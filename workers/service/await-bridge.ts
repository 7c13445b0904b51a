import type { Exchange } from "./exchange.ts";
import { PATIENCE } from "./find-bridge.ts";
import type { Pages } from "./service-scope.ts";

/**
 * Milliseconds that a bridge may be silent which is there: a page of its tab computes and lets
 * nothing else on. One that the browser has frozen is given up after that, too.
 */
export const LONGEST_SILENCE = 60_000;

export interface AwaitEffects {
  readonly pages: Pick<Pages, "get">;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Loses the exchange if its bridge, the page with that id, has gone without a word. */
export async function awaitBridge(
  exchange: Pick<Exchange, "heard" | "lose">,
  id: string,
  { pages, setTimeout }: AwaitEffects,
): Promise<void> {
  for (let silence = PATIENCE; silence <= LONGEST_SILENCE; silence += PATIENCE) {
    await new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
    if (exchange.heard) return;
    if ((await pages.get(id)) === undefined) break;
  }
  if (!exchange.heard) exchange.lose();
}
