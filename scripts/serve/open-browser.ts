import { spawn } from "node:child_process";

function opener(platform: NodeJS.Platform, url: string): readonly [string, readonly string[]] {
  switch (platform) {
    case "darwin":
      return ["open", [url]];
    case "win32":
      // The empty title keeps `start` from taking the address for one.
      return ["cmd", ["/c", "start", '""', url]];
    default:
      return ["xdg-open", [url]];
  }
}

/** Opens the user's browser; where there is none, the printed address must do. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, args] = opener(platform, url);
  const child = spawn(command, args, { stdio: "ignore", detached: true, windowsHide: true });
  child.on("error", () => undefined);
  child.unref();
}
