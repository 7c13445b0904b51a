import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/** Environment variables that name a Chromium, in the order in which they are believed. */
const BROWSER_VARIABLES = [
  "ROUTEBOOK_CHROME",
  "CHROME_PATH",
  "PUPPETEER_EXECUTABLE_PATH",
  "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH",
] as const;

const NAMES = [
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "chromium",
  "chromium-browser",
] as const;

const FIXED_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

/** What the search asks of the machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
  /** Where Playwright would keep its own browser. */
  readonly playwright: () => string;
}

/** The machine this runs on. */
const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  exists: existsSync,
  playwright: () => chromium.executablePath(),
};

/**
 * The path of a Chromium on this machine, or null. Throws one sentence when a variable names a file
 * that is not there: silently taking another browser would hide the mistake.
 */
export function findBrowser(machine: Machine = thisMachine): string | null {
  for (const variable of BROWSER_VARIABLES) {
    const path = machine.env[variable];
    if (path === undefined || path === "") continue;
    if (machine.exists(path)) return path;
    throw new Error(`${variable} names ${path}, which does not exist: correct it or unset it.`);
  }
  const candidates = [
    ...onPath(machine),
    ...(FIXED_PLACES[machine.platform] ?? []),
    machine.playwright(),
  ];
  return candidates.find((path) => machine.exists(path)) ?? null;
}

function onPath({ env, platform }: Machine): string[] {
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter(Boolean);
  const suffix = platform === "win32" ? ".exe" : "";
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

interface Source {
  readonly what: string;
  readonly command: readonly [string, ...string[]];
}

/**
 * The path of a Chromium that starts, getting one when there is none: Debian's package where this
 * runs as root on Debian or Ubuntu, else Playwright's download. Throws one sentence that says how
 * to help when that fails.
 */
export function ensureBrowser(say: (line: string) => void = console.log): string {
  const found = findBrowser();
  if (found !== null) return found;
  for (const { what, command } of sources()) {
    say(`No Chrome or Chromium here: getting ${what} (${command.join(" ")}).`);
    const [program, ...rest] = command;
    spawnSync(program, rest, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const path = findBrowser();
    // Ubuntu's chromium package is a shell script that asks for snapd: it is there but does not start.
    if (path !== null && starts(path)) return path;
  }
  throw new Error(
    "There is no Chrome or Chromium and none could be installed: " +
      `install one, or set ${BROWSER_VARIABLES[0]} to its path.`,
  );
}

function sources(): Source[] {
  const playwright: Source = {
    what: "Playwright's Chromium",
    command: [
      process.execPath,
      join("node_modules", "playwright-core", "cli.js"),
      "install",
      ...(isRoot() && process.platform === "linux" ? ["--with-deps"] : []),
      "chromium",
    ],
  };
  if (!isRoot() || !isDebian()) return [playwright];
  const script = "apt-get update -q && apt-get install -y -q --no-install-recommends chromium";
  return [{ what: "Debian's chromium", command: ["sh", "-c", script] }, playwright];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

function starts(path: string): boolean {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

const UNUSED_FEATURES: readonly string[] = [
  "AimEnabled",
  "HttpsUpgrades",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

/** Flags for a quiet Chromium that asks nothing of the network by itself. */
export const BROWSER_FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The address bar's suggestions are pages of their own, loaded with every window. A second such
  // flag replaces Playwright's, whose list holds what reaches for the network or gets in the way.
  `--disable-features=${UNUSED_FEATURES.join(",")}`,
];
