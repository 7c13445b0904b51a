import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNodeKernel } from "../../scripts/node-kernel.ts";
import type { NodeKernel } from "../../scripts/node-kernel.ts";
import { ensurePacks } from "../../scripts/packs/ensure-packs.ts";
import { KernelDied } from "../../src/runtime/errors.ts";
import type { HttpAsker } from "../../src/runtime/http-asker.ts";
import type { GatewayMessage } from "../../src/shared/http.ts";
import { makeAnswer } from "./support/answers.ts";
import type { Answer } from "./support/answers.ts";
import { CONFORMANCE_REQUESTS } from "./support/conformance-requests.ts";
import type { ConformanceRequest } from "./support/conformance-requests.ts";
import { askerOf } from "./support/gateway-wire.ts";
import { findNewerPython } from "./support/newer-python.ts";
import { sendRaw } from "./support/raw-http.ts";
import { APPS, RealServers } from "./support/real-servers.ts";

/** The same requests through the gateway in Pyodide and through real servers in ordinary Python. */
// The real servers need a newer Python than the tests do: without one there is nothing to compare.
const comparable = await findNewerPython().then(
  () => true,
  (error: unknown) => {
    console.log(`Skipped: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  },
);
let node: NodeKernel;
let asker: HttpAsker;
let servers: RealServers;
const table: string[] = [];

beforeAll(async () => {
  if (!comparable) return;
  servers = await RealServers.prepare();
  node = await startNodeKernel(await ensurePacks());
  asker = askerOf(node);
  const names = (await readdir(APPS)).filter((name) => name.endsWith(".py"));
  const files = await Promise.all(
    names.map(async (path) => ({ path, bytes: new Uint8Array(await readFile(join(APPS, path))) })),
  );
  await node.kernel.writeFiles(files);
  await node.kernel.loadPackages(["h11", "python-multipart"]);
});

afterAll(async () => {
  if (!comparable) return;
  console.log(`\n${table.join("\n")}\n${table.length} requests`);
  asker.lose(new KernelDied("The test is over."));
  node.close();
  await servers.close();
});

async function throughGateway(request: ConformanceRequest): Promise<Answer> {
  const { method, path, headers, body } = request;
  const url = `http://localhost:8000${path}`;
  const source = { client: "", initiator: null, navigation: true };
  const heard = await new Promise<readonly GatewayMessage[]>((resolve, reject) => {
    const messages: GatewayMessage[] = [];
    const hear = (message: GatewayMessage): void => {
      messages.push(message);
      if (message.type === "end" || message.type === "failed") resolve(messages);
    };
    const wanted = { method, url, headers, body, ...source };
    asker.ask({ type: "request", request: wanted }, { hear, died: reject });
  });
  const head = heard.find((message) => message.type === "head");
  if (head === undefined) throw new Error(JSON.stringify(heard.at(-1)));
  const parts = heard.flatMap((message) => (message.type === "chunk" ? [message.bytes] : []));
  const broken = heard.at(-1)?.type === "failed";
  return makeAnswer(head.status, head.headers, Buffer.concat(parts), broken);
}

/** What is compared: for a server's own page about a failed app, the status alone. */
function compared(answer: Answer, { ownPage }: ConformanceRequest): Partial<Answer> {
  return ownPage ? { status: answer.status } : answer;
}

describe.skipIf(!comparable).each([...new Set(CONFORMANCE_REQUESTS.map(({ app }) => app))])(
  "%s",
  (app) => {
    const requests = CONFORMANCE_REQUESTS.filter((request) => request.app === app);

    beforeAll(async () => {
      await node.kernel.chooseApp(app);
    });

    test.each(requests.map((request) => [`${request.method} ${request.path}`, request] as const))(
      "%s",
      async (name, request) => {
        const port = await servers.port(app, request.server);
        const real = await sendRaw(port, request);
        const ours = await throughGateway(request);
        const size = `${ours.body.length} B${ours.broken ? ", breaks off" : ""}`;
        table.push(
          [app.padEnd(26), request.server.padEnd(9), ours.status, size.padEnd(20), name].join(" "),
        );
        expect(compared(ours, request)).toEqual(compared(real, request));
      },
    );
  },
);
