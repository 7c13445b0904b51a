import type { WireSocket } from "../runtime/http-exchange.ts";
import type { AskerMessage, GatewayMessage } from "../shared/http.ts";
import { toAppConnect } from "./app-request.ts";
import type { AppPlace } from "./app-request.ts";
import type { PreviewGateway } from "./frame.ts";

export interface SocketRelayOptions {
  /** To the page. */
  readonly port: MessagePort;
  readonly gateway: Pick<PreviewGateway, "connect">;
  readonly place: () => AppPlace;
  readonly userAgent: string;
}

/** Joins a page's WebSocket to the gateway. Returns the way to end it: the page is gone. */
export function relaySocket(options: SocketRelayOptions): () => void {
  const { port, gateway, place, userAgent } = options;
  let socket: WireSocket | null = null;
  let id = 1;

  function hear(message: GatewayMessage): void {
    port.postMessage([{ ...message, id }] satisfies readonly GatewayMessage[]);
    if (message.type === "closed" || message.type === "failed") socket = null;
  }

  function leave(): void {
    // 1001: the page is going away (RFC 6455, 7.4.1).
    socket?.close(1001, "");
    socket = null;
  }

  port.onmessage = ({ data: message }: MessageEvent<AskerMessage>) => {
    id = message.id;
    switch (message.type) {
      case "connect":
        socket = gateway.connect(toAppConnect(message.connect, place(), userAgent), {
          hear,
          died: () => hear({ id, type: "closed", code: 1006, reason: "", status: null }),
        });
        break;
      case "send":
        socket?.send(message.data);
        break;
      case "close":
        socket?.close(message.code, message.reason);
        break;
      case "leave":
        leave();
        break;
      default:
        break;
    }
  };
  return leave;
}
