/** A catalogue in another language: the same keys as the Chinese one, none missing and none more. */
export type Words<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Words<Catalogue[Key]>;
};
