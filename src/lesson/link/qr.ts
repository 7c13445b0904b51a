import { encode } from "uqr";

/** A QR code as one SVG path: `<svg viewBox="0 0 size size"><path d={path} /></svg>`. */
export interface QrCode {
  /** Dark squares, one unit wide; to be drawn black on white, whatever the theme. */
  readonly path: string;
  /** Width and height, with the white edge that readers need. */
  readonly size: number;
  /** True where it has so many squares that cameras read it from near and large only. */
  readonly dense: boolean;
}

/** Bytes beyond which no camera reads the code off a screen. */
const MOST_BYTES = 2_300;
/** Bytes up to which a projector will do. */
const EASY_BYTES = 1_200;
/** The white edge, in squares (ISO/IEC 18004). */
const EDGE = 4;

/** The QR code of a link, at the level with the fewest squares; null for a link that is too long. */
export function qrCode(link: string): QrCode | null {
  const bytes = new TextEncoder().encode(link);
  if (bytes.length > MOST_BYTES) return null;
  const { data, size } = encode(link, { ecc: "L", boostEcc: true, border: EDGE });
  return { path: data.flatMap(rowPath).join(""), size, dense: bytes.length > EASY_BYTES };
}

/** A rectangle for each run of dark squares. */
function rowPath(row: readonly boolean[], y: number): readonly string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x] === true) x++;
    if (x > start) runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
  }
  return runs;
}
