import { useMemo, useRef } from "preact/hooks";
import { highlightHtml } from "./highlight.ts";
import { useNearView } from "./near-view.ts";

/** Highlighted code that is only shown. Far from the window it is plain text: only its colour comes later. */
export function StaticCode({
  language,
  source,
}: {
  readonly language: string;
  readonly source: string;
}) {
  const element = useRef<HTMLPreElement>(null);
  const near = useNearView(element);
  const html = useMemo(
    () => (near ? highlightHtml(language, source) : null),
    [near, language, source],
  );
  if (html === null) {
    return (
      <pre ref={element} class="static-code">
        {`${source}\n`}
      </pre>
    );
  }
  return <pre ref={element} class="static-code" dangerouslySetInnerHTML={{ __html: html }} />;
}
