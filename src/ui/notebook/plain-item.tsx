import { StaticCode } from "../../editor/static-code.tsx";
import type { FixedItem } from "../../notebook/lesson-items.ts";
import { Icon } from "../icon.tsx";
import { ProseView } from "./prose-view.tsx";

/** An item that nobody runs or answers. */
export function PlainItem({ item }: { readonly item: FixedItem }) {
  switch (item.kind) {
    case "prose":
      return <ProseView html={item.html} />;
    case "fence":
      return (
        <div class="fence">
          {item.language && <span class="fence-name">{item.language}</span>}
          <StaticCode language={item.language} source={item.source} />
        </div>
      );
    case "problem":
      return (
        <div class="problem" role="note" aria-label="Problem in the lesson">
          <Icon name="warning" />
          <span>
            Line {item.line} of the lesson: {item.message}
          </span>
        </div>
      );
  }
}
