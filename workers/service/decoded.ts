/** Names of Content-Encoding (RFC 9110, 8.4.1), and what the browser calls them. */
const FORMATS: Readonly<Record<string, string>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "brotli",
};

/** A body without its encoding; one in an encoding that the browser does not read, as it is. */
export function decoded(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  encoding: string | null,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const format = encoding === null ? undefined : FORMATS[encoding];
  if (format === undefined) return body;
  try {
    return body.pipeThrough(new DecompressionStream(format as CompressionFormat));
  } catch {
    return body;
  }
}
