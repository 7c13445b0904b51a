import { addressOf } from "./document-address.ts";
import { decodeText } from "./document-content.ts";
import { ModuleGraph } from "./document-graph.ts";
import { HELD } from "./document-inert.ts";
import { textUrl, type Resources } from "./document-resources.ts";

const JAVASCRIPT = /^(?:|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;

/** How a script's text is to be changed. */
export type OwnCode = (code: string) => string;

/** Puts scripts and the modules that they import into the page. */
export async function completeScripts(
  page: Document,
  base: URL,
  resources: Resources,
  own: OwnCode,
): Promise<void> {
  const maps = [...page.querySelectorAll('script[type="importmap" i]')];
  const graph = new ModuleGraph(maps[0]?.textContent ?? "", base, resources, own);
  for (const map of maps) map.remove();
  await Promise.all(
    [...page.querySelectorAll("script")].map(async (script) => {
      const type = (script.getAttribute("type") ?? "").trim();
      if (type.toLowerCase() === "module") await completeModule(script, base, graph, resources);
      else if (JAVASCRIPT.test(type)) await completeClassic(script, base, resources, own);
    }),
  );
  for (const element of page.querySelectorAll("*")) ownHandlers(element, own);
  const imports = await graph.importMap();
  if (imports === null) return;
  const map = page.createElement("script");
  map.type = "importmap";
  map.textContent = imports;
  page.head.prepend(map);
}

async function completeClassic(
  script: HTMLScriptElement,
  base: URL,
  resources: Resources,
  own: OwnCode,
): Promise<void> {
  const url = addressOf(script, "src", base);
  if (url === null) {
    script.textContent = own(script.textContent);
    return;
  }
  if (!resources.covers(url)) return;
  const file = await resources.get(url, "script");
  script.removeAttribute("integrity");
  script.removeAttribute("crossorigin");
  const code = file === null ? "" : decodeText(file.body, file.contentType, false);
  // An address keeps what `defer`, `async` and the order of scripts mean.
  script.setAttribute("src", textUrl(own(code), "text/javascript"));
}

async function completeModule(
  script: HTMLScriptElement,
  base: URL,
  graph: ModuleGraph,
  resources: Resources,
): Promise<void> {
  const url = addressOf(script, "src", base);
  if (url === null) {
    script.textContent = await graph.complete(script.textContent, base);
    return;
  }
  if (!resources.covers(url)) return;
  await graph.add(url);
  for (const name of ["src", "integrity", "crossorigin"]) script.removeAttribute(name);
  script.textContent = `import ${JSON.stringify(url.href)};`;
}

function ownHandlers(element: Element, own: OwnCode): void {
  for (const { name, value } of element.attributes) {
    if (name.startsWith(`${HELD}on`)) {
      element.setAttribute(name, own(value));
    }
  }
}
