import { rmSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { test as base } from "vitest";
import { serveDist, type RunningServer } from "../../../scripts/serve/serve-dist.ts";
import { BROWSER_FLAGS, ensureBrowser } from "../../../scripts/testing/browser.ts";
import { BUILD } from "./built-app.ts";
import { Visitor, type VisitorOptions } from "./visitor.ts";
import { buildWithoutSuspending } from "./without-suspending.ts";

/** The hosts that the app must work on. */
export type Host =
  /** Cross-origin isolated, at the root of its origin, with an origin of its own for the preview. */
  | "isolated"
  /** A plain static host below a path, without the headers of isolation, and with one origin. */
  | "plain";

export interface VisitOptions extends VisitorOptions {
  /** False: a browser without JavaScript Promise Integration, in which Python cannot wait. */
  readonly suspending?: boolean;
}

interface Fixtures {
  /** A new visitor on that host (default: isolated), seen off and looked over at the end of the test. */
  visit: (host?: Host, options?: VisitOptions) => Promise<Visitor>;
  /** The same at another build of the app, in that folder. */
  visitBuild: (dir: string) => Promise<Visitor>;
  /** The hosts, started when first asked for. */
  hosts: { start: (host: Host, suspending?: boolean) => Promise<RunningServer> };
  browser: Browser;
  /** Lets visitors in, and looks them over when the test has ended. */
  visitors: (address: string, options: VisitorOptions) => Promise<Visitor>;
}

const HOST_OPTIONS = {
  isolated: { isolation: true, base: "/", previewPort: 0 },
  plain: { isolation: false, base: "/courses/python/", previewPort: null },
} as const;

const TEST_FLAGS: readonly string[] = [
  // A name of this machine that is not its own, so that its pages are no secure context.
  "--host-resolver-rules=MAP *.test 127.0.0.1",
  // A page lives for seconds here. V8 would optimize WebAssembly for a quarter of the processor's
  // time and throw it away; what the code does is the same without.
  "--js-flags=--liftoff-only",
];

/** Vitest's `test` with a browser, the built app, and visitors to it. */
export const test = base.extend<Fixtures>({
  browser: [
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of the fixtures that a fixture needs from this pattern.
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: ensureBrowser(),
        args: [...BROWSER_FLAGS, ...TEST_FLAGS],
      });
      await use(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  hosts: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const servers = new Map<string, ReturnType<typeof serveDist>>();
      let without: string | null = null;
      const start = (host: Host, suspending = true): ReturnType<typeof serveDist> => {
        const dir = suspending ? BUILD : (without ??= buildWithoutSuspending(BUILD));
        const key = `${host} ${dir}`;
        const server = servers.get(key) ?? serveDist({ port: 0, dir, ...HOST_OPTIONS[host] });
        servers.set(key, server);
        return server;
      };
      await use({ start });
      for (const server of servers.values()) await (await server).close();
      if (without !== null) rmSync(without, { recursive: true });
    },
    { scope: "file" },
  ],
  visitors: async ({ browser, task }, use) => {
    const visitors: Visitor[] = [];
    await use(async (address, options) => {
      const visitor = await Visitor.arrive(browser, address, options);
      visitors.push(visitor);
      return visitor;
    });
    const problems = visitors.flatMap((visitor) => visitor.unexpectedProblems());
    for (const visitor of visitors) {
      if (task.result?.state === "fail" || problems.length > 0) {
        await visitor.keepArtifacts(`${task.file.name}-${task.name}`);
      }
      await visitor.leave();
    }
    if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join("\n")}`);
  },
  visit: async ({ visitors, hosts }, use) => {
    await use(async (host = "isolated", { suspending, ...options } = {}) => {
      const { url, previewUrl } = await hosts.start(host, suspending);
      return visitors(url, { previewUrl, ...options });
    });
  },
  visitBuild: async ({ visitors }, use) => {
    const servers: RunningServer[] = [];
    await use(async (dir) => {
      const server = await serveDist({ port: 0, previewPort: 0, dir });
      servers.push(server);
      return visitors(server.url, { previewUrl: server.previewUrl });
    });
    for (const server of servers) await server.close();
  },
});
