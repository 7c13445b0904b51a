import type { HeaderPair } from "../shared/http.ts";

/** What a body is, with the headers that tell of it. */
export interface CurlContent {
  readonly headers: readonly HeaderPair[];
  readonly text: string;
}

/** Collects what curl's options say of the body. */
export class CurlBody {
  /** Parts of a form or of raw data, which curl joins with "&". */
  readonly fields: string[] = [];
  #json: string[] = [];
  #parts: string[] = [];
  #notes: string[];

  /** `notes` gets a sentence for what cannot be had. */
  constructor(notes: string[]) {
    this.#notes = notes;
  }

  /** Takes an option with its value; false where it is about something else. */
  add(option: string, value: string): boolean {
    switch (option) {
      case "data":
      case "data-ascii":
        // Line breaks are stripped from files only, and files are not read.
        this.fields.push(this.#file(value) ?? value);
        return true;
      case "data-binary":
        this.fields.push(this.#file(value) ?? value);
        return true;
      case "data-raw":
        this.fields.push(value);
        return true;
      case "data-urlencode":
        this.fields.push(this.#encoded(value));
        return true;
      case "json":
        this.#json.push(this.#file(value) ?? value);
        return true;
      case "form":
      case "form-string":
        this.#parts.push(this.#part(value, option === "form-string"));
        return true;
      default:
        return false;
    }
  }

  /** The body with its headers, but for those that the command has itself; null where there is none. */
  content(given: readonly HeaderPair[]): CurlContent | null {
    const missing = (pairs: readonly HeaderPair[]): readonly HeaderPair[] =>
      pairs.filter(([name]) => !given.some(([own]) => own.toLowerCase() === name.toLowerCase()));
    if (this.#parts.length > 0) {
      const type = `multipart/form-data; boundary=${BOUNDARY}`;
      const text = `${this.#parts.map((part) => `--${BOUNDARY}\n${part}\n`).join("")}--${BOUNDARY}--\n`;
      return { headers: missing([["Content-Type", type]]), text };
    }
    if (this.#json.length > 0) {
      const pairs: HeaderPair[] = [
        ["Content-Type", "application/json"],
        ["Accept", "application/json"],
      ];
      return { headers: missing(pairs), text: this.#json.join("") };
    }
    if (this.fields.length === 0) return null;
    const type = "application/x-www-form-urlencoded";
    return { headers: missing([["Content-Type", type]]), text: this.fields.join("&") };
  }

  /** "@name" stands for a file's content; null for anything else. */
  #file(value: string): string | null {
    if (!value.startsWith("@")) return null;
    const name = value.slice(1);
    this.#notes.push(`The file ${name} is on your computer; put its content into the body.`);
    return "";
  }

  /** "text", "=text", "name=text", "@file" or "name@file"; the name is encoded already. */
  #encoded(value: string): string {
    const [, name = "", mark = "", rest = ""] = /^([^=@]*)([=@])([^]*)$/.exec(value) ?? [];
    if (mark === "") return percentEncoded(value);
    const content = mark === "@" ? (this.#file(`@${rest}`) ?? "") : percentEncoded(rest);
    return name === "" ? content : `${name}=${content}`;
  }

  /** "name=text", "name=@file" or "name=<file", with ";type=…" and ";filename=…" after it. */
  #part(value: string, literal: boolean): string {
    const equals = value.indexOf("=");
    const name = value.slice(0, Math.max(0, equals));
    const given = value.slice(equals + 1);
    const [, mark = "", content = "", more = ""] =
      /^([@<]?)([^;]*)((?:;\s*(?:type|filename|headers|encoder)=[^;]*)*)$/.exec(given) ?? [];
    const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`;
    if (literal || (mark === "" && content === "")) return `${disposition}\n\n${given}`;
    const type = /;\s*type=([^;]*)/.exec(more)?.[1];
    const typed = type === undefined ? "" : `\nContent-Type: ${type}`;
    if (mark === "") return `${disposition}${typed}\n\n${content}`;
    const file = (/;\s*filename=([^;]*)/.exec(more)?.[1] ?? content).replace(/^"|"$/g, "");
    const base = file.split(/[/\\]/).at(-1) ?? file;
    this.#file(`@${content}`);
    if (mark === "<") return `${disposition}${typed}\n\n`;
    const fileType = typed === "" ? "\nContent-Type: application/octet-stream" : typed;
    return `${disposition}; filename="${quoted(base)}"${fileType}\n\n`;
  }
}

const BOUNDARY = "routebook-part";

function quoted(text: string): string {
  return text.replaceAll('"', "%22");
}

/** All but the unreserved characters (RFC 3986, 2.3), as curl encodes. */
function percentEncoded(text: string): string {
  let result = "";
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    result += /[A-Za-z0-9\-._~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}
