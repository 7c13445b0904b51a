import type { HeaderPair } from "../../shared/http.ts";
import { headerOf } from "../../shared/header-pairs.ts";
import { readBody, type ReadBody } from "../../webapp/wire-body.ts";
import { formatBytes } from "../format.ts";
import { JsonTree } from "../outputs/json-tree.tsx";

/** Headers and body of a request or an answer. */
export function MessageView({
  headers,
  body,
  bytes,
  none,
}: {
  readonly headers: readonly HeaderPair[];
  /** Its kept beginning, one byte a character. */
  readonly body: string;
  /** Bytes of the whole. */
  readonly bytes: number;
  /** What is said where there is no body. */
  readonly none: string;
}) {
  const type = headerOf(headers, "content-type");
  return (
    <>
      <section class="detail-part" aria-label="Headers">
        <h3>Headers</h3>
        {headers.length === 0 ? (
          <p class="dim">There are none.</p>
        ) : (
          <dl class="header-list">
            {headers.map(([name, value], index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section class="detail-part" aria-label="Body">
        <h3>
          Body
          {bytes > 0 && (
            <span class="dim">
              {formatBytes(bytes)}
              {type && `, ${type}`}
            </span>
          )}
        </h3>
        <Body read={readBody(body, bytes, headers)} none={none} />
        {body.length < bytes && body !== "" && (
          <p class="dim">
            The first {formatBytes(body.length)} of {formatBytes(bytes)}.
          </p>
        )}
      </section>
    </>
  );
}

function Body({ read, none }: { readonly read: ReadBody; readonly none: string }) {
  switch (read.kind) {
    case "none":
      return <p class="dim">{none}</p>;
    case "json":
      return (
        <div class="wire-json">
          <JsonTree name={null} value={read.value} open />
        </div>
      );
    case "form":
      return (
        <dl class="header-list">
          {read.fields.map(([name, value], index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case "text":
      return <pre class="wire-text">{read.text}</pre>;
    case "binary":
      return (
        <>
          <p class="dim">Not text. Its first bytes:</p>
          <pre class="wire-text wire-dump">{read.dump}</pre>
        </>
      );
  }
}
