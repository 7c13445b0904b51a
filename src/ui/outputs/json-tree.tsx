import { useState } from "preact/hooks";
import type { JsonValue } from "../../shared/json.ts";
import { countOf } from "../format.ts";

const step = 100;

/** A JSON value as a tree; what is folded is made only when it is opened. */
export function JsonTree({
  name,
  value,
  open = false,
}: {
  /** The key it stands under; null at the root. */
  readonly name: string | null;
  readonly value: JsonValue;
  readonly open?: boolean;
}) {
  const [isOpen, setOpen] = useState(open);
  const [limit, setLimit] = useState(step);
  const key = name === null ? null : <span class="json-key">{name}: </span>;
  if (typeof value !== "object" || value === null) {
    const kind = typeof value === "string" ? "json-text" : "json-atom";
    return (
      <div class={name === null ? "" : "json-row"}>
        {key}
        <span class={kind}>{JSON.stringify(value)}</span>
      </div>
    );
  }
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const size = isList ? countOf(entries.length, "item") : countOf(entries.length, "key");
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {key}
        <span class="dim">
          {isList ? "[ ]" : "{ }"} {size}
        </span>
      </summary>
      {isOpen && (
        <div>
          {entries.slice(0, limit).map(([entry, part]) => (
            <JsonTree key={entry} name={entry} value={part} open={entries.length <= 10} />
          ))}
          {entries.length > limit && (
            <button type="button" class="button" onClick={() => setLimit(limit + step)}>
              Show more
            </button>
          )}
        </div>
      )}
    </details>
  );
}
