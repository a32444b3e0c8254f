/** Door to zod/mini, by name, so that only what is used travels. */
export {
  array,
  boolean,
  catch as catching,
  literal,
  looseObject,
  nullable,
  nullish,
  number,
  object,
  optional,
  pipe,
  safeParse,
  strictObject,
  string,
  transform,
  union,
  unknown,
} from 'zod/mini';
export type { infer as Infer, ZodMiniType as Schema } from 'zod/mini';
