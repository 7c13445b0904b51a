import type { Plugin } from "vite";

/** The module that draws the page, which the entry imports while it runs. */
const PAGE = "/src/main.tsx";

/**
 * Names the page's own code in the built `index.html`, so that the browser fetches it beside the
 * entry and not only after the entry asked for it.
 */
export function pageLinks(): Plugin {
  return {
    name: "routebook:page-links",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {}, chunk: entry }) {
        const page = Object.values(bundle).find(
          (file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith(PAGE)),
        );
        if (page?.type !== "chunk") throw new Error(`No chunk of the build holds ${PAGE}.`);
        const known = new Set([entry?.fileName, ...(entry?.imports ?? [])]);
        return [page.fileName, ...page.imports]
          .filter((file) => !known.has(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
            injectTo: "head" as const,
          }));
      },
    },
  };
}
