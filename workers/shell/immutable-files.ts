import { RangeRequestsPlugin } from "workbox-range-requests/RangeRequestsPlugin.js";
import { Strategy } from "workbox-strategies/Strategy.js";
import type { StrategyHandler } from "workbox-strategies/StrategyHandler.js";
import { wantsFresh } from "./route.ts";
import type { ShellFetchEvent } from "./shell-scope.ts";

type StrategyEvent = Extract<Parameters<Strategy["handleAll"]>[0], { event: unknown }>["event"];

/**
 * Files that never change: the stored copy where there is one, else the network's, which is stored
 * for the next time. Who finds the copy damaged asks with `cache: "reload"`, and the server's
 * answer takes its place. Only whole answers (200) are stored; ranges are cut from them.
 */
class ImmutableFiles extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const stored = wantsFresh(request) ? undefined : await handler.cacheMatch(request);
    return stored ?? handler.fetchAndCachePut(request);
  }
}

/** Answers from the cache of that name. */
export function immutableFiles(cacheName: string): (event: ShellFetchEvent) => Promise<Response> {
  // Its optional members are typed for a compiler that is less exact.
  const ranges = new RangeRequestsPlugin() as Pick<RangeRequestsPlugin, never>;
  const strategy = new ImmutableFiles({ cacheName, plugins: [ranges] });
  return (event) => {
    const { request } = event;
    const [answered, stored] = strategy.handleAll({
      event: event as unknown as StrategyEvent,
      request,
    });
    // No room, or a download that broke off: what was answered is good all the same.
    stored.catch(() => undefined);
    return answered;
  };
}
