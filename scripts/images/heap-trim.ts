/** A block that the allocator may give away: its content is of no use. */
export interface FreeChunk {
  /** Where the block's header begins. */
  readonly start: number;
  readonly size: number;
}

const HEADER = 8;
const ALIGNMENT = 16;
/** Bit of a header: the block is in use. */
const IN_USE = 2;
const FLAGS = 7;
/** A free block's header and its links to others, at most (`struct malloc_tree_chunk`). */
const LINKS = 32;

/**
 * The free blocks between two addresses, of which the first is where dlmalloc began: each block
 * has its size in its header, and the next one follows it
 * (https://gee.cs.oswego.edu/dl/html/malloc.html, "Boundary Tags").
 * The rest behind the last block belongs to the allocator and is left alone.
 */
export function freeChunks(memory: Uint8Array, from: number, to: number): FreeChunk[] {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const chunks: FreeChunk[] = [];
  let start = Math.ceil(from / ALIGNMENT) * ALIGNMENT;
  while (start + HEADER <= to) {
    const head = view.getUint32(start + 4, true);
    const size = head & ~FLAGS;
    if (size < ALIGNMENT || start + size > to) break;
    if ((head & IN_USE) === 0) chunks.push({ start, size });
    start += size;
  }
  return chunks;
}

/** Zeroes what free blocks hold, all but the links that the allocator keeps in them. */
export function zeroFreeChunks(memory: Uint8Array, from: number, to: number): void {
  for (const { start, size } of freeChunks(memory, from, to)) {
    if (size > LINKS) memory.fill(0, start + LINKS, start + size);
  }
}
