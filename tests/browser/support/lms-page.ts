import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";

/** What a learning-management system was told. */
export interface LmsRecord {
  readonly values: Readonly<Record<string, string>>;
  /** Names of the calls, in order; those that set a value with its name. */
  readonly calls: readonly string[];
}

/** A server of another origin that plays a learning-management system for one package. */
export interface Lms {
  /** Address of the page that a learner opens: the package's launch page in a frame of it. */
  readonly url: string;
  close(): void;
}

/** The page around the launch page, with the `API` object of SCORM 1.2 in its window. */
const PAGE = (launch: string) => `<!doctype html>
<html lang="en">
<title>School</title>
<script>
  const values = { "cmi.core.lesson_status": "not attempted" };
  const calls = [];
  window.lms = { values, calls };
  const call = (name, answer) => (...args) => {
    calls.push(name === "LMSSetValue" ? name + " " + args[0] : name);
    return answer(...args);
  };
  window.API = {
    LMSInitialize: call("LMSInitialize", () => "true"),
    LMSFinish: call("LMSFinish", () => "true"),
    LMSCommit: call("LMSCommit", () => "true"),
    LMSGetValue: call("LMSGetValue", (name) => values[name] ?? ""),
    LMSSetValue: call("LMSSetValue", (name, value) => {
      values[name] = String(value);
      return "true";
    }),
    LMSGetLastError: () => "0",
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
  };
</script>
<button onclick="document.querySelector('iframe').remove()">Leave the lesson</button>
<iframe title="Lesson" width="1100" height="700" src="/package/${launch}"></iframe>
</html>
`;

/** Serves the files of a package, and the system's page around them, under a name of its own. */
export async function serveLms(
  files: Readonly<Record<string, Uint8Array>>,
  launch: string,
): Promise<Lms> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = decodeURIComponent(pathname).replace("/package/", "");
    const file = pathname.startsWith("/package/") ? files[name] : undefined;
    if (file === undefined && pathname !== "/") {
      response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
      return;
    }
    const type = name.endsWith(".js") ? "text/javascript" : "text/html";
    response.setHeader("Content-Type", `${type}; charset=utf-8`);
    response.end(file ?? PAGE(launch));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

/** What the system on this page was told so far. */
export function lmsRecord(page: Page): Promise<LmsRecord> {
  return page.evaluate(() => (window as unknown as { lms: LmsRecord }).lms);
}
