import type {
  AskerMessage,
  GatewayMessage,
  WireRequest,
  WireResponse,
  WithoutId,
} from "../../src/shared/http.ts";
import type { NodeKernel } from "../node-kernel.ts";

/** The asker's end of the gateway's wire, for a script that asks one thing after another. */
export class NodeAsker {
  #port: MessagePort;
  #next = 1;
  #hear: (message: GatewayMessage) => void = () => {};

  private constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => {
      for (const message of data) this.#hear(message);
    };
  }

  static async to({ kernel }: NodeKernel): Promise<NodeAsker> {
    const { port1, port2 } = new MessageChannel();
    await kernel.serveHttp(port2);
    return new NodeAsker(port1);
  }

  /** Sends a request and collects the answer. Rejects where none comes, or not before the signal. */
  async send(request: WireRequest, signal: AbortSignal): Promise<WireResponse> {
    const id = this.#next++;
    const say = (message: WithoutId<AskerMessage>): void =>
      this.#port.postMessage({ ...message, id } satisfies AskerMessage);
    const began = performance.now();
    let head: Extract<GatewayMessage, { type: "head" }> | null = null;
    const parts: Uint8Array[] = [];
    const leave = (): void => say({ type: "leave" });
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await new Promise<WireResponse>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        this.#hear = (message) => {
          if (message.id !== id) return;
          if (message.type === "head") head = message;
          if (message.type === "failed") reject(new Error(message.message));
          if (message.type === "chunk") {
            parts.push(message.bytes);
            say({ type: "took", bytes: message.bytes.length });
          }
          if (message.type !== "end" || head === null) return;
          const { status, reason, headers } = head;
          const body = new Uint8Array(Buffer.concat(parts));
          resolve({ status, reason, headers, body, ms: performance.now() - began });
        };
        say({ type: "request", request });
      });
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  close(): void {
    this.#port.close();
  }
}
