import { LOCATION_NAME } from "./document-wire.ts";

/** What scripts do with `location` to leave a page or to know where they are. */
const LOCATION =
  /(?<![\w$.])(?:(?:window|document|self|globalThis|top|parent)\s*\.\s*)?location(?=\s*(?:=(?!=)|\??\.\s*(?:href|assign|replace|reload|pathname|search|hash|host|hostname|origin|port|protocol|toString)\b))/g;

const OWN = /\b(?:const|let|var|function|class)\s+location\b|[(,]\s*location\s*[,)]\s*(?:=>|\{)/;

/**
 * A classic script, module or event handler in which `location` is the app's address. Browsers let
 * nobody stand in for `location`, so it gets another name where the meaning is plain; a script that
 * calls something of its own so is left alone.
 */
export function withOwnLocation(code: string): string {
  if (!code.includes("location") || OWN.test(code)) return code;
  return code.replace(LOCATION, LOCATION_NAME);
}
