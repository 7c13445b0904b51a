import { useState } from "preact/hooks";
import type { JsonValue } from "../../shared/json.ts";
import { countOf, formatBytes } from "../format.ts";
import { pythonBytes, pythonText } from "../../webapp/python-text.ts";

/**
 * A value as Python shows it. In traces `{bytes, size}` stands for bytes and `{repr}` for what JSON
 * has no words for (see `WireTrace`).
 */
export function WireValue({ value }: { readonly value: JsonValue }) {
  if (typeof value === "string") return <span class="wire-str">{pythonText(value)}</span>;
  if (value === null) return <span class="wire-atom">None</span>;
  if (typeof value === "boolean") return <span class="wire-atom">{value ? "True" : "False"}</span>;
  if (typeof value === "number") return <span class="wire-atom">{String(value)}</span>;
  if (isList(value)) return <WireItems value={value} />;
  const { bytes, size, repr } = value;
  if (typeof bytes === "string" && typeof size === "number") {
    return (
      <span class="wire-str">
        {pythonBytes(bytes)}
        {size > bytes.length && <span class="dim"> of {formatBytes(size)}</span>}
      </span>
    );
  }
  if (typeof repr === "string") return <span class="wire-repr">{repr}</span>;
  return <WireDict value={value} />;
}

/** `Array.isArray` does not tell readonly arrays from the rest. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A list: pairs (headers, addresses of hosts) in lines of their own, what is short in one. */
function WireItems({ value }: { readonly value: readonly JsonValue[] }) {
  const pairs = value.filter((item) => isList(item) && item.length === 2);
  if (value.length > 0 && pairs.length === value.length) {
    return (
      <ul class="wire-pairs">
        {value.map((item, index) => (
          <li key={index}>
            <WireItems value={isList(item) ? [...item] : []} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <span>
      <span class="dim">[</span>
      {value.map((item, index) => (
        <span key={index}>
          {index > 0 && <span class="dim">, </span>}
          <WireValue value={item} />
        </span>
      ))}
      <span class="dim">]</span>
    </span>
  );
}

function WireDict({ value }: { readonly value: { readonly [key: string]: JsonValue } }) {
  const entries = Object.entries(value);
  const [isOpen, setOpen] = useState(entries.length <= 4);
  if (entries.length === 0) return <span class="dim">{"{}"}</span>;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="dim">dict of {countOf(entries.length, "key")}</summary>
      {isOpen && (
        <dl class="wire-dict">
          {entries.map(([key, item]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>
                <WireValue value={item} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
