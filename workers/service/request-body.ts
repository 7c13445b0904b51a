/** Bytes up to which a body is sent whole, so that the app learns its length. */
const WHOLE = 1_000_000;
/** Milliseconds that a body may take to be sent whole: a page may write one bit by bit. */
const PATIENCE = 50;

/** A body: whole, or its beginning and the reader of the rest. */
export type RequestBody =
  | { readonly kind: "none" }
  | { readonly kind: "whole"; readonly bytes: Uint8Array }
  | {
      readonly kind: "stream";
      readonly beginning: readonly Uint8Array[];
      /** The read that is under way, and then more. */
      readonly rest: AsyncIterable<Uint8Array>;
    };

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Reads a request's body. Browsers that show no stream give it whole. */
export async function readBody(
  request: Request,
  wait: (milliseconds: number) => Promise<void>,
): Promise<RequestBody> {
  if (/^(?:GET|HEAD)$/.test(request.method)) return { kind: "none" };
  const stream = request.body as ReadableStream<Uint8Array> | null | undefined;
  if (stream === null) return { kind: "none" };
  if (stream === undefined) return whole([new Uint8Array(await request.arrayBuffer())]);
  const reader = stream.getReader();
  const beginning: Uint8Array[] = [];
  const tooLong = wait(PATIENCE).then(() => null);
  for (let size = 0; ;) {
    const next = reader.read();
    const read = await Promise.race([next, tooLong]);
    if (read === null) return { kind: "stream", beginning, rest: restOf(reader, next) };
    if (read.done) return beginning.length === 0 ? { kind: "none" } : whole(beginning);
    beginning.push(read.value);
    size += read.value.length;
    if (size > WHOLE) return { kind: "stream", beginning, rest: restOf(reader, reader.read()) };
  }
}

async function* restOf(
  reader: Reader,
  first: ReturnType<Reader["read"]>,
): AsyncIterable<Uint8Array> {
  for (let read = await first; !read.done; read = await reader.read()) yield read.value;
}

function whole(parts: readonly Uint8Array[]): RequestBody {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { kind: "whole", bytes: only };
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { kind: "whole", bytes };
}
