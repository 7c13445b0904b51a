import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Another host than the site's, which remembers what it was asked. */
export class OtherHost {
  readonly url: string;
  /** What it was asked, in order. */
  readonly asked: readonly IncomingMessage[];
  readonly #server: Server;

  private constructor(server: Server, asked: readonly IncomingMessage[]) {
    this.asked = asked;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** `answers` by path, without the slash it begins with; everything else is not there. */
  static async open(answers: Readonly<Record<string, Answer>>): Promise<OtherHost> {
    const asked: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      asked.push(request);
      const answer = answers[(request.url ?? "").slice(1)];
      if (answer === undefined) response.writeHead(404, READABLE).end("nothing here");
      else answer(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new OtherHost(server, asked);
  }

  get host(): string {
    return new URL(this.url).host;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The header by which a host lets other sites' pages read its files. */
export const READABLE = { "Access-Control-Allow-Origin": "*" } as const;

/** Answers with this text; with other headers than {@link READABLE} where they are given. */
export function text(
  content: string,
  headers: Readonly<Record<string, string>> = READABLE,
): Answer {
  return (response) => response.writeHead(200, headers).end(content);
}
