import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { formatCount } from "../format.ts";
import { foldText } from "./fold-text.ts";

/** A text, its middle folded away where it is very long. */
export function LongText({
  text,
  render,
}: {
  readonly text: string;
  readonly render: (part: string) => ComponentChildren;
}) {
  const [whole, setWhole] = useState(false);
  const folded = useMemo(() => foldText(text), [text]);
  if (!folded) return <>{render(text)}</>;
  if (whole) return <div class="output-long">{render(text)}</div>;
  const { head, tail, lines, characters } = folded;
  const amount =
    lines > 0 ? `${formatCount(lines)} lines` : `${formatCount(characters)} characters`;
  return (
    <>
      {render(head)}
      <div class="output output-fold output-joined">
        <span>{amount} folded</span>
        <button type="button" class="button" onClick={() => setWhole(true)}>
          Show all
        </button>
      </div>
      {render(tail)}
    </>
  );
}
