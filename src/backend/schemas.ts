/**
 * One schema per answer of the backend (wire-contract.md section 2). All are loose: unknown fields pass.
 * Ids stay strings; a number in their place is accepted only while it is exact.
 */
import {
  array,
  looseObject,
  nullish,
  number,
  pipe,
  string,
  transform,
  union,
  unknown,
  type Infer,
} from '../vendor/zod.ts';

const id = union([string(), pipe(number(), transform(String))]);
/** Numbers arrive as numbers or as numeric strings. */
const amount = union([number(), pipe(pipe(string(), transform(Number)), number())]);

export const anonymousTokenAnswer = looseObject({
  token: string(),
  user_id: nullish(id),
  expires_at: nullish(union([string(), number()])),
  credits: nullish(amount),
});

export const sessionAnswer = looseObject({
  session_id: id,
  task_id: nullish(id),
  user_id: nullish(id),
});

export const mediaItem = looseObject({
  filename: nullish(string()),
  name: nullish(string()),
  file_type: nullish(string()),
  duration: nullish(amount),
  width: nullish(amount),
  height: nullish(amount),
});

export const uploadAnswer = looseObject({ files: nullish(array(mediaItem)) });

export const creditsAnswer = looseObject({
  available: amount,
  frozen: nullish(amount),
  total: nullish(amount),
});

export const stateAnswer = looseObject({
  user_id: nullish(id),
  state: nullish(
    looseObject({
      draft: nullish(unknown()),
      video_infos: nullish(unknown()),
      generated_media: nullish(unknown()),
      canvas_config: nullish(unknown()),
      user_id: nullish(id),
    }),
  ),
});

export const renderAnswer = looseObject({
  id: nullish(id),
  render_id: nullish(id),
  taskId: nullish(id),
  status: nullish(string()),
  // Undocumented: whatever it holds, it never makes an answer unreadable.
  progress: nullish(unknown()),
  error: nullish(unknown()),
  outputUrl: nullish(string()),
  output: nullish(looseObject({ url: nullish(string()), outputUrl: nullish(string()) })),
});

export const claimTokenAnswer = looseObject({ claim_token: string() });

export type MediaItem = Infer<typeof mediaItem>;
