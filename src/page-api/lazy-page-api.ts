import type { PageApi } from "./page-api.ts";

/**
 * The page's own API, there at once; its code is loaded with the first call. Calls keep their
 * order. Each rejects where the code does not come.
 */
export function lazyPageApi(load: () => Promise<PageApi>, ready: Promise<void>): PageApi {
  return {
    ready,
    open: async (...args) => (await load()).open(...args),
    importNotebook: async (...args) => (await load()).importNotebook(...args),
    exportNotebook: async (...args) => (await load()).exportNotebook(...args),
    cells: async () => (await load()).cells(),
    setSource: async (...args) => (await load()).setSource(...args),
    run: async (...args) => (await load()).run(...args),
    runAll: async () => (await load()).runAll(),
    check: async (...args) => (await load()).check(...args),
    interrupt: async () => (await load()).interrupt(),
    kernel: async () => (await load()).kernel(),
    restart: async () => (await load()).restart(),
    request: async (...args) => (await load()).request(...args),
    progress: async () => (await load()).progress(),
    exportProgress: async () => (await load()).exportProgress(),
    importProgress: async (...args) => (await load()).importProgress(...args),
    share: async () => (await load()).share(),
  };
}
