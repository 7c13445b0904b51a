import type { MimeBundle } from "../../shared/mime.ts";
import { lazyView } from "../lazy-view.tsx";
import { GridOutput } from "./grid-output.tsx";
import { HtmlFrame } from "./html-frame.tsx";
import { JsonTree } from "./json-tree.tsx";
import { LongText } from "./long-text.tsx";
import { richest } from "./richest.ts";

const MarkdownOutput = lazyView(() =>
  import("./markdown-output.tsx").then((module) => module.MarkdownOutput),
);

const AnswerOutput = lazyView(() =>
  import("./answer-output.tsx").then((module) => module.AnswerOutput),
);

/** A value that was displayed, in the richest way it offers. */
export function DisplayOutput({
  bundle,
  live,
}: {
  readonly bundle: MimeBundle;
  /** True where the value may still be in the kernel. */
  readonly live: boolean;
}) {
  const shown = richest(bundle);
  switch (shown.kind) {
    case "grid":
      return <GridOutput handle={shown.handle} live={live} />;
    case "image":
      return (
        <div class="output">
          <img
            class="output-image"
            data-paper
            src={shown.url}
            alt={shown.alt}
            {...(shown.size && { width: shown.size.width, height: shown.size.height })}
          />
        </div>
      );
    case "http":
      return <AnswerOutput value={shown.value} plain={bundle["text/plain"] ?? ""} />;
    case "html":
      return <HtmlFrame html={shown.html} />;
    case "markdown":
      return <MarkdownOutput markdown={shown.markdown} />;
    case "json":
      return (
        <div class="output json">
          <JsonTree name={null} value={shown.value} open />
        </div>
      );
    case "text":
      return (
        <LongText
          text={shown.text}
          render={(part) => <pre class="output output-text">{part}</pre>}
        />
      );
  }
}
