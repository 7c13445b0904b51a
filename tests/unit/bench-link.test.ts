import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Link, type LinkProfile } from "../../scripts/bench/link.ts";

const BODY = Array.from({ length: 10_000 }, (_, index) => `${index} `).join("");
let server: Server;
let links: Link[] = [];

beforeEach(async () => {
  server = createServer((_request, response) => response.end(BODY));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  await Promise.all(links.map((link) => link.cut()));
  links = [];
  await new Promise((resolve) => server.close(resolve));
});

async function linkTo(profile: LinkProfile | null = null): Promise<Link> {
  const link = await Link.open(() => (server.address() as AddressInfo).port);
  link.shape(profile);
  links.push(link);
  return link;
}

async function get(link: Link): Promise<string> {
  return (await fetch(`http://127.0.0.1:${link.port}/`)).text();
}

describe("Link", () => {
  it("passes everything on and counts what came, headers too", async () => {
    const link = await linkTo();
    expect(await get(link)).toBe(BODY);
    expect(link.takeBytes()).toBeGreaterThan(BODY.length);
  });

  it("counts from the last call on", async () => {
    const link = await linkTo();
    await get(link);
    link.takeBytes();
    expect(link.takeBytes()).toBe(0);
  });

  it("counts what came later the next time", async () => {
    const link = await linkTo();
    await get(link);
    expect(link.takeBytes(0)).toBe(0);
    expect(link.takeBytes(Date.now() + 1000)).toBeGreaterThan(BODY.length);
  });

  it("passes everything on, in order, over a slow line too", async () => {
    expect(await get(await linkTo({ bytesPerSecond: 2_000_000, delay: 5 }))).toBe(BODY);
  });

  it("cannot be reached while it is cut, and can again when it is mended", async () => {
    const link = await linkTo();
    expect(await get(link)).toBe(BODY);
    await link.cut();
    await expect(get(link)).rejects.toThrow("fetch failed");
    await link.mend();
    expect(await get(link)).toBe(BODY);
  });

  it("is quiet once nothing has come for as long as was asked", async () => {
    const link = await linkTo();
    await get(link);
    const start = performance.now();
    await link.quiet(60);
    expect(performance.now() - start).toBeGreaterThanOrEqual(60);
  });
});
