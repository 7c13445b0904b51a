import { parseArgs } from "node:util";
import { Failure } from "./failure.ts";
import { PREVIEW_ORIGIN, previewOrigin } from "./preview-origin.ts";

/** What the command line of build, start and dev may say. */
export interface Arguments {
  /** Stop once the Python packs are there. */
  readonly packsOnly: boolean;
  /** Folder with the official Pyodide distribution, instead of the download. */
  readonly pyodideDist: string | null;
  readonly port: number;
  /** Open the browser when the page is there. */
  readonly open: boolean;
  /** Send the headers of cross-origin isolation. */
  readonly isolation: boolean;
  /** Path below which the site is served, with a slash at both ends. */
  readonly base: string;
  /** Serve the preview on an origin of its own. */
  readonly ownPreviewOrigin: boolean;
  /** Origin that the built site has its preview on, wherever that is served; null for none. */
  readonly previewOrigin: string | null;
}

const DEFAULT_PORT = "4173";
// The preview's origin takes the next one.
const LAST_PORT = 65_534;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > LAST_PORT) {
    throw new Failure(`--port wants a number from 0 to ${LAST_PORT}, not "${text}".`);
  }
  return port;
}

/** Reads the command line. Throws `Failure` for an option that is none. */
export function parseArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        "packs-only": { type: "boolean", default: false },
        "pyodide-dist": { type: "string" },
        port: { type: "string", default: DEFAULT_PORT },
        open: { type: "boolean", default: true },
        isolation: { type: "boolean", default: true },
        base: { type: "string", default: "/" },
        "preview-origin": { type: "string" },
        "no-preview-origin": { type: "boolean", default: false },
      },
    });
    // Versions of Node differ: `--no-preview-origin` makes this false, or the other true.
    const asked: unknown = values["preview-origin"];
    const ci = environment["CI"] !== undefined && environment["CI"] !== "false";
    return {
      packsOnly: values["packs-only"],
      pyodideDist: values["pyodide-dist"] ?? null,
      port: parsePort(values.port),
      open: values.open && !ci,
      isolation: values.isolation,
      base: `/${values.base}/`.replaceAll(/\/+/g, "/"),
      ownPreviewOrigin: asked !== false && !values["no-preview-origin"],
      previewOrigin: previewOrigin({
        [PREVIEW_ORIGIN]: typeof asked === "string" ? asked : environment[PREVIEW_ORIGIN],
      }),
    };
  } catch (error) {
    if (error instanceof TypeError) throw new Failure(error.message, { cause: error });
    throw error;
  }
}
