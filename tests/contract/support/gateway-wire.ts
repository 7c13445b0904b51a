import type { NodeKernel } from "../../../scripts/node-kernel.ts";
import { HttpAsker } from "../../../src/runtime/http-asker.ts";

/** The page's end of the wire, joined to a kernel in this process. */
export function askerOf(node: NodeKernel): HttpAsker {
  return new HttpAsker({
    async connect() {
      const { port1, port2 } = new MessageChannel();
      await node.kernel.serveHttp(port2);
      return port1;
    },
    onStuck: () => {},
    patience: 1000,
    setTimeout: (work, milliseconds) => Number(setTimeout(work, milliseconds)),
    clearTimeout: (timer) => clearTimeout(timer),
  });
}
