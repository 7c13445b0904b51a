import { connect } from "node:net";
import type { HeaderPair } from "../../../src/shared/http.ts";
import { makeAnswer } from "./answers.ts";
import type { Answer } from "./answers.ts";
import type { ConformanceRequest } from "./conformance-requests.ts";

/**
 * Sends a request over a socket, byte for byte as it is given (Node's own client would mend paths
 * and join headers), and reads the answer until the server closes.
 */
export async function sendRaw(port: number, request: ConformanceRequest): Promise<Answer> {
  const { method, path, body } = request;
  const headers: HeaderPair[] = [["Host", "localhost:8000"], ...request.headers];
  if (body !== null) headers.push(["Content-Length", String(body.length)]);
  else if (["POST", "PUT", "PATCH"].includes(method)) headers.push(["Content-Length", "0"]);
  headers.push(["Connection", "close"]);
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const bytes = await exchange(port, [
    Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"),
    Buffer.from(body ?? []),
  ]);
  return readAnswer(bytes, method);
}

function exchange(port: number, parts: readonly Buffer[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("close", () => resolve(Buffer.concat(chunks)));
    socket.on("error", (error) => {
      // A server that refuses a large body closes while we still send it.
      if (chunks.length === 0) reject(error);
    });
    for (const part of parts) socket.write(part);
  });
}

function readAnswer(bytes: Buffer, method: string): Answer {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) throw new Error(`The server closed without an answer to ${method}.`);
  const [line = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(line.split(" ")[1]);
  const headers = lines.map((text): HeaderPair => {
    const colon = text.indexOf(":");
    return [text.slice(0, colon), text.slice(colon + 1).trim()];
  });
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const rest = bytes.subarray(end + 4);
  if (method === "HEAD" || status === 204 || status === 304) {
    return makeAnswer(status, headers, new Uint8Array(), false);
  }
  if (value("transfer-encoding") === "chunked") {
    const { body, whole } = unchunked(rest);
    return makeAnswer(status, headers, body, !whole);
  }
  const length = value("content-length");
  return makeAnswer(status, headers, rest, length !== undefined && rest.length < Number(length));
}

function unchunked(bytes: Buffer): { readonly body: Buffer; readonly whole: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (size === 0) return { body: Buffer.concat(parts), whole: true };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return { body: Buffer.concat(parts), whole: false };
}
