/**
 * The answers of the backend (wire-contract.md section 2), and what the rest of the skill calls their fields. All are loose:
 * unknown fields pass. Ids are strings: one of 19 digits is more than a number can hold.
 */
import { asRecord } from '../system/json.ts';
import {
  array,
  boolean,
  catching,
  looseObject,
  nullish,
  number,
  pipe,
  string,
  transform,
  unknown,
  type Infer,
  type Schema,
} from '../vendor/zod.ts';

/** What only some versions of the backend send, or what was never published: when it is not as expected, it is missing. */
export const fact = <T>(schema: Schema<T>) => catching(nullish(schema), undefined);

export const tokenAnswer = looseObject({
  token: string(),
  user_id: fact(string()),
  expires_at: fact(string()),
});

export const sessionAnswer = looseObject({
  session_id: string(),
  task_id: fact(string()),
  user_id: fact(string()),
});

/** A file as an upload's answer and a state list it; `media/media.ts` reads it (wire-contract.md 2.6). */
const mediaItem = looseObject({});

export type MediaItem = Infer<typeof mediaItem>;

/** Each element counts as an item, whatever can be read of it. */
const mediaList = array(catching(mediaItem, {}));

export const uploadAnswer = pipe(
  looseObject({ files: nullish(mediaList), session_state_applied: fact(boolean()) }),
  // What is not in the session yet, the answer only promises.
  transform(({ files, session_state_applied }) =>
    session_state_applied === false ? [] : (files ?? []),
  ),
);

export const creditsAnswer = pipe(
  looseObject({ available: number(), frozen: nullish(number()), total: nullish(number()) }),
  transform(({ available, frozen, total }) => ({
    available,
    frozen: frozen ?? 0,
    total: total ?? available + (frozen ?? 0),
  })),
);

export type Credits = Infer<typeof creditsAnswer>;

/** All of a state is missing before the first work (wire-contract.md section 9, item 10). */
export const stateAnswer = pipe(
  looseObject({
    user_id: fact(string()),
    state: nullish(
      looseObject({
        draft: nullish(unknown()),
        video_infos: fact(mediaList),
        generated_media: nullish(unknown()),
        canvas_config: nullish(unknown()),
        user_id: fact(string()),
      }),
    ),
  }),
  transform(({ user_id, state }) => ({
    userId: user_id ?? state?.user_id,
    draft: asRecord(state?.draft),
    media: state?.video_infos ?? [],
    /** All of the state: what the session holds besides stands in lists whose shapes were never published. */
    lists: state ?? {},
    /** What was generated, and the canvas: an edit may show there alone. */
    generated: state?.generated_media ?? null,
    canvas: state?.canvas_config ?? null,
  })),
);

export const claimTokenAnswer = looseObject({ claim_token: string() });
