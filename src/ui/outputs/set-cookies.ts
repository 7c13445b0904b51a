import type { HeaderPair } from "../../shared/http.ts";

/** A cookie as an answer sets it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** "Path=/", "HttpOnly" …, as they were sent. */
  readonly attributes: readonly string[];
}

/** The cookies that an answer's headers set (RFC 6265, 4.1.1). Total. */
export function setCookies(headers: readonly HeaderPair[]): readonly SetCookie[] {
  return headers
    .filter(([name]) => name.toLowerCase() === "set-cookie")
    .map(([, line]) => {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      return {
        name: equals < 0 ? "" : pair.slice(0, equals),
        value: pair.slice(equals + 1),
        attributes: attributes.filter((attribute) => attribute !== ""),
      };
    });
}
