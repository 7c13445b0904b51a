import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../files.ts";

/** Milliseconds between two looks at whether the other has ended. */
const LOOK = 300;

/**
 * Does work that takes most of the machine while no other process does such work; a file with the
 * worker's number says so. One that was left behind by a process which is gone counts for nothing.
 */
export async function oneAtATime<Result>(
  lockFile: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(lockFile), { recursive: true });
  while (!(await take(lockFile))) {
    const owner = Number.parseInt(await readFile(lockFile, "utf8").catch(() => ""), 10);
    if (owner > 0 && !isAlive(owner)) await rm(lockFile, { force: true });
    else await sleep(LOOK);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function take(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
