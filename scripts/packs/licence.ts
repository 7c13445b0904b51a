import type { Metadata } from "../packages/metadata.ts";

/** SPDX identifiers of the classifiers that packages still use. */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  "Apache Software License": "Apache-2.0",
  "BSD License": "BSD",
  "ISC License (ISCL)": "ISC",
  "MIT License": "MIT",
  "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
  "Python Software Foundation License": "PSF-2.0",
  "The Unlicense (Unlicense)": "Unlicense",
};

/**
 * The licence that a package's metadata names: its SPDX expression, else its short `License`
 * field, else its classifiers. Never empty: "see its files" where it names none.
 */
export function licenceOf(metadata: Metadata): string {
  const expression = metadata.get("license-expression")?.[0];
  if (expression !== undefined && expression !== "") return expression;
  const field = metadata.get("license")?.[0] ?? "";
  if (field !== "" && field !== "UNKNOWN" && field.length <= 60 && !field.includes("\n")) {
    return field;
  }
  const named = (metadata.get("classifier") ?? [])
    .filter((classifier) => classifier.startsWith("License :: "))
    .map((classifier) => classifier.slice(classifier.lastIndexOf(" :: ") + 4))
    .filter((name) => name !== "OSI Approved")
    .map((name) => CLASSIFIERS[name] ?? name);
  return named.length > 0 ? [...new Set(named)].join(" OR ") : "see its files";
}
