import type { KeptAnswer } from "../../shared/http.ts";
import type { JsonValue } from "../../shared/json.ts";
import { headerOf } from "../../shared/header-pairs.ts";
import { isJsonType, mediaType } from "../../shared/kept-answer.ts";
import { formatBytes } from "../format.ts";
import type { Segment } from "../webapp/segments.tsx";
import { HtmlFrame } from "./html-frame.tsx";
import { JsonTree } from "./json-tree.tsx";
import { LongText } from "./long-text.tsx";

/** What a body can be looked at as. */
export type BodyView = "tree" | "text" | "page";

const TREE = { id: "tree", label: "Tree" } as const;
const TEXT = { id: "text", label: "Text" } as const;
const PAGE = { id: "page", label: "Show as page" } as const;

/** The ways in which a body can be looked at, the usual one first; none where there is one only. */
export function bodyViews(answer: KeptAnswer): readonly Segment<BodyView>[] {
  if (answer.encoding === "base64" || answer.bytes === 0) return [];
  const type = mediaType(headerOf(answer.headers, "content-type") ?? "");
  if (isJsonType(type) && parsed(answer.body) !== undefined) return [TREE, TEXT];
  return type === "text/html" ? [TEXT, PAGE] : [];
}

/** An answer's body in the way that suits its type; `view` is one of {@link bodyViews}. */
export function AnswerBody({
  answer,
  view,
}: {
  readonly answer: KeptAnswer;
  readonly view: BodyView;
}) {
  const { body, encoding, bytes, headers } = answer;
  const type = mediaType(headerOf(headers, "content-type") ?? "");
  if (bytes === 0) return <p class="answer-empty dim">The answer has no body.</p>;
  if (encoding === "base64") return <BinaryBody answer={answer} type={type} />;
  const json = view === "tree" ? parsed(body) : undefined;
  return (
    <>
      {view === "tree" && json !== undefined && (
        <div class="output json">
          <JsonTree name={null} value={json} open />
        </div>
      )}
      {view === "page" && <HtmlFrame html={body} />}
      {view === "text" && (
        <LongText text={body} render={(part) => <pre class="output output-text">{part}</pre>} />
      )}
      <Cut answer={answer} />
    </>
  );
}

function BinaryBody({ answer, type }: { readonly answer: KeptAnswer; readonly type: string }) {
  const { body, bytes } = answer;
  const kept = keptBytes(answer);
  if (
    /^image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/.test(type) &&
    kept >= bytes
  ) {
    return (
      <div class="output">
        <img class="output-image" src={`data:${type};base64,${body}`} alt={`The answer, ${type}`} />
      </div>
    );
  }
  return (
    <p class="answer-empty dim">
      {formatBytes(bytes)} of {type === "" ? "data without a type" : type}, which is no text.
    </p>
  );
}

function Cut({ answer }: { readonly answer: KeptAnswer }) {
  const kept = keptBytes(answer);
  if (kept >= answer.bytes) return null;
  return (
    <p class="answer-empty dim">
      The first {formatBytes(kept)} of {formatBytes(answer.bytes)}.
    </p>
  );
}

/** Bytes of the body that were kept; a text's are counted as UTF-8, in which most are sent. */
function keptBytes({ body, encoding, bytes }: KeptAnswer): number {
  if (encoding === "base64") return Math.floor((body.replace(/=+$/, "").length * 3) / 4);
  // A text of another charset may have fewer bytes: then it is whole all the same.
  return bytes <= body.length ? bytes : Math.max(new TextEncoder().encode(body).length, 0);
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
