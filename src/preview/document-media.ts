import type { Resources } from "./document-resources.ts";
import { fileUrl } from "./document-styles.ts";

/** Elements that show a file, the attribute with its address, and what it is asked for as. */
const MEDIA = [
  ["img[src], input[type=image][src]", "src", "image"],
  ["video[poster]", "poster", "image"],
  ["video[src]", "src", "video"],
  ["audio[src]", "src", "audio"],
  ["source[src]", "src", "video"],
  ["track[src]", "src", "track"],
  ["embed[src]", "src", "embed"],
  ["object[data]", "data", "object"],
  ["body[background], table[background], td[background]", "background", "image"],
  ["image[href]", "href", "image"],
] as const;

/** Puts pictures, sound and films into the page. */
export async function completeMedia(
  page: Document,
  base: URL,
  resources: Resources,
): Promise<void> {
  const files = MEDIA.flatMap(([selector, attribute, destination]) =>
    [...page.querySelectorAll(selector)].map(async (element) => {
      const now = await held(element.getAttribute(attribute) ?? "", base, destination, resources);
      if (now !== null) element.setAttribute(attribute, now);
    }),
  );
  const sets = [...page.querySelectorAll("img[srcset], source[srcset]")].map(async (element) => {
    const candidates = srcset(element.getAttribute("srcset") ?? "");
    const written = await Promise.all(
      candidates.map(async ({ url, descriptor }) => {
        const now = (await held(url, base, "image", resources)) ?? url;
        return descriptor === "" ? now : `${now} ${descriptor}`;
      }),
    );
    element.setAttribute("srcset", written.join(", "));
  });
  await Promise.all([...files, ...sets]);
}

/** The candidates of a `srcset`; addresses have no blanks, and may have commas inside. */
export function srcset(
  text: string,
): readonly { readonly url: string; readonly descriptor: string }[] {
  return [...text.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+[wxh]))?\s*(?:,|$)/g)].map(
    ([, url = "", descriptor = ""]) => ({ url, descriptor }),
  );
}

async function held(
  text: string,
  base: URL,
  destination: string,
  resources: Resources,
): Promise<string | null> {
  const address = text.trim();
  if (address === "" || !URL.canParse(address, base.href)) return null;
  const url = new URL(address, base);
  if (!resources.covers(url)) return null;
  // What is not there fails here as it does elsewhere, without asking the network.
  return (await fileUrl(url, destination, resources)) ?? "data:,";
}
