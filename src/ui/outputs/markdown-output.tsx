import { useMemo } from "preact/hooks";
import { renderMarkdown } from "../../lesson/render-markdown.ts";

/** Markdown as an output; HTML in it is shown as text. */
export function MarkdownOutput({ markdown }: { readonly markdown: string }) {
  const html = useMemo(() => renderMarkdown(markdown), [markdown]);
  return <div class="output prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
