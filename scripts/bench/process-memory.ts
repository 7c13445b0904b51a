import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Why another system has no such figure. */
export const LINUX_ONLY = "the memory of processes is read from /proc, which only Linux has.";

/**
 * Bytes that all processes of the browser take, memory that they share counted once
 * (proportional set size, https://docs.kernel.org/filesystems/proc.html); null where the system
 * does not tell. The page's own API leaves out what WebAssembly has, which is most of a kernel.
 */
export async function processMemory(browser: Browser): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = await Promise.all(processInfo.map(({ id }) => proportionalSize(id)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Of one process; 0 for one that has just ended. */
async function proportionalSize(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss: +(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
