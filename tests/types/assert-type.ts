/** Compiles only where `T` is true: a type test is a line `export type T1 = Assert<…>`. */
export type Assert<T extends true> = T;

/** Compiles only where `T` is false. */
export type Refuse<T extends false> = T;

/** True where the two types are the same, `any` and `unknown` told apart. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** True for `any` alone: only `any` makes an intersection with 1 cover 0. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

type Depth = readonly [never, 0, 1, 2, 3, 4, 5, 6, 7];

/** True where `any` stands in `T` or, up to six levels down, in its members, parameters or results. */
export type HasAny<T, D extends number = 6> =
  IsAny<T> extends true
    ? true
    : [D] extends [never]
      ? false
      : T extends string | number | boolean | bigint | symbol | null | undefined
        ? false
        : T extends ArrayBufferView | ArrayBufferLike | MessagePort | AbortSignal | Blob
          ? false
          : T extends PromiseLike<infer V>
            ? HasAny<V, Depth[D]>
            : T extends (...args: infer A) => infer R
              ? true extends HasAny<A, Depth[D]> | HasAny<R, Depth[D]>
                ? true
                : false
              : T extends readonly (infer E)[]
                ? HasAny<E, Depth[D]>
                : T extends object
                  ? true extends { [K in keyof T]-?: HasAny<T[K], Depth[D]> }[keyof T]
                    ? true
                    : false
                  : false;

/** True where a function stands in `T` or below: such a value cannot be sent to another thread. */
export type HasFunction<T, D extends number = 6> = [D] extends [never]
  ? false
  : T extends string | number | boolean | bigint | null | undefined
    ? false
    : T extends ArrayBufferView | ArrayBufferLike | MessagePort
      ? false
      : T extends (...args: never) => unknown
        ? true
        : T extends readonly (infer E)[]
          ? HasFunction<E, Depth[D]>
          : T extends object
            ? true extends { [K in keyof T]-?: HasFunction<T[K], Depth[D]> }[keyof T]
              ? true
              : false
            : false;
