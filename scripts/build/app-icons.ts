import { crc32, deflateSync } from "node:zlib";

/**
 * The icons of the installed app as PNG files, drawn here so that nobody has to keep pictures in
 * step with `favicon.svg`: the same mark, on a ground of 32 by 32.
 */

type Point = readonly [x: number, y: number];

const GROUND = [0x0b, 0x6e, 0x5f] as const;
const SIDE = 32;
const CORNER = 7;
const STROKE = 3;
/** The letter's lines; its curves as short pieces of them. */
const MARK: readonly (readonly Point[])[] = [
  [
    [9, 24],
    ...arc([12, 11], 3, Math.PI, 1.5 * Math.PI),
    ...arc([17.5, 12.5], 4.5, 1.5 * Math.PI, 2.5 * Math.PI),
    [12, 17],
  ],
  [
    [17, 17],
    [23, 24],
  ],
];
/** What is sure to be seen of an icon that the system cuts to its own shape: 80 per cent. */
const SAFE = 0.8;

/** The icons by file name. */
export function appIcons(): Readonly<Record<string, Uint8Array>> {
  return {
    "icon-192.png": drawIcon(192, "rounded"),
    "icon-512.png": drawIcon(512, "rounded"),
    "icon-maskable-512.png": drawIcon(512, "maskable"),
    // iOS cuts the corners itself, and shows what is transparent as black.
    "apple-touch-icon.png": drawIcon(180, "maskable"),
  };
}

/** A square icon of `size` pixels; a maskable one covers all of it, its mark well inside. */
export function drawIcon(size: number, shape: "rounded" | "maskable"): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  const pixel = SIDE / size;
  const half = SIDE / 2;
  const shrink = shape === "maskable" ? 1 / SAFE : 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) * pixel;
      const y = (row + 0.5) * pixel;
      const toMark = distanceToMark(half + (x - half) * shrink, half + (y - half) * shrink);
      const white = coverage(toMark - STROKE / 2, pixel * shrink);
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < GROUND.length; channel++) {
        const value = GROUND[channel] ?? 0;
        pixels[at + channel] = Math.round(value + (255 - value) * white);
      }
      const ground = shape === "maskable" ? 1 : coverage(distanceToGround(x, y), pixel);
      pixels[at + 3] = Math.round(255 * ground);
    }
  }
  return png(size, pixels);
}

/** How much of a pixel is inside, by the distance of its middle from the edge (inside negative). */
function coverage(distance: number, pixel: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance / pixel));
}

/** Four numbers a piece: it is gone through for each pixel. */
const PIECES = Float64Array.from(
  MARK.flatMap((line) => line.slice(1).flatMap((to, index) => [...(line[index] ?? to), ...to])),
);

function distanceToMark(x: number, y: number): number {
  let nearest = Infinity;
  for (let index = 0; index < PIECES.length; index += 4) {
    const x1 = PIECES[index] ?? 0;
    const y1 = PIECES[index + 1] ?? 0;
    const dx = (PIECES[index + 2] ?? 0) - x1;
    const dy = (PIECES[index + 3] ?? 0) - y1;
    const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
    const on = Math.min(1, Math.max(0, along));
    const fromX = x - x1 - on * dx;
    const fromY = y - y1 - on * dy;
    nearest = Math.min(nearest, fromX * fromX + fromY * fromY);
  }
  return Math.sqrt(nearest);
}

function distanceToGround(x: number, y: number): number {
  const beyond = (value: number) => Math.max(CORNER - value, value - (SIDE - CORNER), 0);
  return Math.sqrt(beyond(x) ** 2 + beyond(y) ** 2) - CORNER;
}

function arc([x, y]: Point, radius: number, from: number, to: number): Point[] {
  const pieces = 16;
  return Array.from({ length: pieces + 1 }, (_piece, index): Point => {
    const angle = from + ((to - from) * index) / pieces;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** A picture of RGBA pixels as a file (https://www.w3.org/TR/png-3/). */
function png(size: number, pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel, with transparency.
  header.set([8, 6], 8);
  const rows = Buffer.alloc((size * 4 + 1) * size);
  for (let row = 0; row < size; row++) {
    // Each row begins with its filter: none.
    rows.set(pixels.subarray(row * size * 4, (row + 1) * size * 4), row * (size * 4 + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
