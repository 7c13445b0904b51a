import { Failure } from "./failure.ts";

/** The environment variable that the build's option sets, for the plugins to read. */
export const PREVIEW_ORIGIN = "PREVIEW_ORIGIN";

/**
 * The second origin that the built site has its preview on, null where there is none. Throws
 * `Failure` for what is no origin.
 */
export function previewOrigin(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const text = environment[PREVIEW_ORIGIN] ?? "";
  if (text === "") return null;
  const origin = /^https?:\/\/[^/]+\/?$/.test(text) && URL.canParse(text) && new URL(text).origin;
  if (origin) return origin;
  throw new Failure(
    `The preview's origin is a scheme and a host, such as https://preview.example.org, not "${text}".`,
  );
}
