import { expect } from "vitest";
import { startNodeKernel } from "../../../scripts/node-kernel.ts";
import type { NodeKernel } from "../../../scripts/node-kernel.ts";
import { ensurePacks } from "../../../scripts/packs/ensure-packs.ts";
import { KernelDied } from "../../../src/runtime/errors.ts";
import type { HttpAsker } from "../../../src/runtime/http-asker.ts";
import { sendRequest } from "../../../src/runtime/send-request.ts";
import type { SendOptions } from "../../../src/runtime/send-request.ts";
import type { WireRequest, WireResponse, WireTrace } from "../../../src/shared/http.ts";
import { askerOf } from "./gateway-wire.ts";

/** The kernel on real Pyodide with the page's end of its wire. */
export class GatewayBench {
  readonly node: NodeKernel;
  readonly asker: HttpAsker;
  /** The number of the last cell. */
  runs = 0;

  private constructor(node: NodeKernel) {
    this.node = node;
    this.asker = askerOf(node);
  }

  static async start(): Promise<GatewayBench> {
    return new GatewayBench(await startNodeKernel(await ensurePacks()));
  }

  close(): void {
    this.asker.lose(new KernelDied("The test is over."));
    this.node.close();
  }

  /** Runs a cell, which must not fail. */
  async run(code: string): Promise<void> {
    const id = ++this.runs;
    const cell = { cell: `cell-${id}`, label: `cell ${id}`, code };
    const result = await this.node.kernel.run({ ...cell, run: id, timeLimit: 20_000, typed: [] });
    expect(result.error).toBeNull();
  }

  /** Sends a request from the client "page". */
  send(
    method: string,
    path: string,
    wanted: Partial<WireRequest> = {},
    options: SendOptions = {},
  ): Promise<WireResponse> {
    const url = `http://localhost:8000${path}`;
    const source = { client: "page", initiator: null, navigation: true };
    const request = { method, url, headers: [], body: null, ...source, ...wanted };
    return sendRequest(this.asker, request, options);
  }

  /** What the request log knows of the requests that ended. */
  get traces(): readonly WireTrace[] {
    return this.node.events.flatMap((event) =>
      event.type === "request-ended" ? [event.trace] : [],
    );
  }
}

export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** Waits until it holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
