import type { AskerMessage, GatewayMessage } from "../../../src/shared/http.ts";
import { Exchange } from "../../../workers/service/exchange.ts";

/** The service worker's end of an exchange, and the other end. */
export function wire() {
  const { port1, port2 } = new MessageChannel();
  const heard: AskerMessage[] = [];
  port2.onmessage = ({ data }: MessageEvent<AskerMessage>) => heard.push(data);
  const exchange = new Exchange(port1);
  const say = (...messages: readonly object[]): void => {
    for (const message of messages) port2.postMessage([{ ...message, id: 1 } as GatewayMessage]);
  };
  return { exchange, say, heard };
}
