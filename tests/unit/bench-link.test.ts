import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLink, type Link } from "../../scripts/bench/link.ts";

const BODY = "x".repeat(50_000);
let server: Server;
let links: Link[] = [];

beforeEach(async () => {
  server = createServer((_request, response) => response.end(BODY));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  await Promise.all(links.map((link) => link.close()));
  links = [];
  await new Promise((resolve) => server.close(resolve));
});

async function linkTo(profile: Parameters<typeof openLink>[1] = null): Promise<Link> {
  const link = await openLink((server.address() as AddressInfo).port, profile);
  links.push(link);
  return link;
}

async function get(link: Link): Promise<string> {
  return (await fetch(`http://127.0.0.1:${link.port}/`)).text();
}

describe("openLink", () => {
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

  it("passes everything on over a slow line too", async () => {
    expect(await get(await linkTo({ bytesPerSecond: 2_000_000, delay: 5 }))).toBe(BODY);
  });
});
