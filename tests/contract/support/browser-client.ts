import type { WireRequest, WireResponse } from "../../../src/shared/http.ts";
import { bytes, text } from "./gateway-bench.ts";
import type { GatewayBench } from "./gateway-bench.ts";

const ORIGIN = "http://localhost:8000";

/** Sends what a browser would for the pages of an app: cookies by the jar, Origin and Referer. */
export class BrowserClient {
  readonly #bench: GatewayBench;
  readonly #name: string;
  /** The page that was shown last. */
  #at = "/";

  constructor(bench: GatewayBench, name: string) {
    this.#bench = bench;
    this.#name = name;
  }

  /** Opens a page; redirects are not followed. */
  async open(path: string, accept = "text/html,*/*;q=0.8"): Promise<WireResponse> {
    const response = await this.#send("GET", path, [["Accept", accept]], null);
    if (response.status === 200) this.#at = path;
    return response;
  }

  /** Submits a form of the page that was shown last, with its hidden CSRF token. */
  async submit(
    path: string,
    fields: Readonly<Record<string, string>>,
    page: string,
  ): Promise<WireResponse> {
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1];
    const form = new URLSearchParams(fields);
    if (token !== undefined) form.set("csrfmiddlewaretoken", token);
    const headers = [
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["Accept", "text/html,*/*;q=0.8"],
      ["Origin", ORIGIN],
    ] as const;
    return this.#send("POST", path, headers, bytes(form.toString()));
  }

  /** The text of a page that must be there. */
  async page(path: string): Promise<string> {
    return text((await this.open(path)).body);
  }

  #send(
    method: string,
    path: string,
    headers: WireRequest["headers"],
    body: Uint8Array | null,
  ): Promise<WireResponse> {
    return this.#bench.send(method, path, {
      client: this.#name,
      initiator: ORIGIN,
      headers: [...headers, ["Referer", ORIGIN + this.#at]],
      body,
    });
  }
}

/** A header's first value; null where it is not there. */
export function headerOf(response: WireResponse, name: string): string | null {
  const found = response.headers.find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? null;
}
