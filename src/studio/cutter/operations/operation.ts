/**
 * What can be done to a timeline, as data: what a sentence is read into, what may be sent instead of one, and what
 * is performed. All times are seconds, all angles clockwise degrees, all volumes shares (1 is as recorded).
 */
import { z } from 'zod';

import type { MediaFacts } from '../timeline.ts';

const seconds = z.number().min(0).max(86_400);
/** A place in the video; a negative one is counted from its end. */
const place = z.number().min(-86_400).max(86_400);
const length = z.number().min(0.1).max(86_400);
const volume = z.number().min(0).max(2);
const fileName = z.string().min(1).max(200);
/** A clip by its place in the order (-1 is the last), or by the name of its file. */
const clip = z.union([z.int().min(-1).max(300), fileName]);
/** One clip; the whole video unless told. */
const of = clip.optional();
const fades = { in: seconds.max(3600).optional(), out: seconds.max(3600).optional() };

/** When a title shows; `to: 'end'` with `for` is the last so many seconds, `for: 'rest'` from its start to the end. */
const times = {
  from: seconds.optional(),
  to: z.union([seconds, z.literal('end')]).optional(),
  for: z.union([length, z.literal('rest')]).optional(),
};
/** Names that libav's filters know, too. */
const COLOR =
  /^(?:#[0-9a-f]{6}|white|black|gray|silver|red|orange|gold|yellow|lime|green|teal|cyan|blue|navy|purple|magenta|pink|brown)$/;
const looks = {
  position: z.enum(['top', 'center', 'bottom']).optional(),
  side: z.enum(['left', 'right']).optional(),
  color: z.string().regex(COLOR).optional(),
  /** Of its letters, in lines of a picture of 1080; `scale` makes them as many times as large as they are. */
  size: z.number().min(8).max(500).optional(),
  scale: z.number().min(0.1).max(10).optional(),
  fade: seconds.max(3600).optional(),
};
const text = z.string().trim().min(1).max(200);
const kind = z.enum(['titles', 'subtitles']).optional();

export const operationSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('place'), files: z.array(fileName).max(50).optional() }),
  z.strictObject({ op: z.literal('only'), clip }),
  z.strictObject({ op: z.literal('remove'), clip }),
  z.strictObject({ op: z.literal('move'), clip, to: z.enum(['first', 'last']) }),
  z.strictObject({
    op: z.literal('move-beside'),
    clip,
    to: z.enum(['before', 'after']),
    other: clip,
  }),
  z.strictObject({ op: z.literal('swap'), clip, other: clip }),
  z.strictObject({ op: z.literal('reverse-order') }),
  z.strictObject({ op: z.literal('slides'), seconds: length, of }),
  z.strictObject({ op: z.literal('trim'), from: place.optional(), to: place.optional(), of }),
  z.strictObject({ op: z.literal('cut'), from: place.optional(), to: place.optional(), of }),
  z.strictObject({ op: z.literal('speed'), factor: z.number().min(0).max(1000), of }),
  z.strictObject({ op: z.literal('volume'), to: z.number().min(0).max(100), of }),
  z.strictObject({ op: z.literal('louder'), by: z.number().min(0).max(100), of }),
  z.strictObject({
    op: z.literal('music'),
    file: fileName.optional(),
    volume: volume.optional(),
    loop: z.boolean().optional(),
    ...fades,
  }),
  z.strictObject({ op: z.literal('music-volume'), to: z.number().min(0).max(100) }),
  z.strictObject({ op: z.literal('music-louder'), by: z.number().min(0).max(100) }),
  z.strictObject({ op: z.literal('music-loop'), loop: z.boolean() }),
  z.strictObject({ op: z.literal('music-fade'), ...fades }),
  z.strictObject({ op: z.literal('remove-music') }),
  z.strictObject({ op: z.literal('title'), text, ...times, ...looks }),
  z.strictObject({
    op: z.literal('change-title'),
    of: kind,
    text: text.optional(),
    ...times,
    ...looks,
  }),
  z.strictObject({ op: z.literal('remove-titles'), of: kind }),
  z.strictObject({
    op: z.literal('subtitles'),
    /** SRT or WebVTT. */
    text: z.string().max(1_048_576).optional(),
    ...looks,
  }),
  z.strictObject({ op: z.literal('fade'), of, ...fades }),
  z.strictObject({
    op: z.literal('cross-fade'),
    /** 0 removes them. */
    seconds,
    between: z.tuple([clip, clip]).optional(),
  }),
  z.strictObject({ op: z.literal('shape'), ratio: z.enum(['16:9', '9:16', '1:1', '4:5', '4:3']) }),
  z.strictObject({
    op: z.literal('resolution'),
    width: z.int().min(1).max(9999),
    height: z.int().min(1).max(9999),
  }),
  /** `720` is 720p: the shorter side. */
  z.strictObject({ op: z.literal('lines'), lines: z.int().min(1).max(9999) }),
  z.strictObject({ op: z.literal('fill'), fill: z.boolean() }),
  z.strictObject({ op: z.literal('rotate'), degrees: z.number().min(-3600).max(3600), of }),
  z.strictObject({ op: z.literal('start-over') }),
  z.strictObject({ op: z.literal('undo') }),
]);

export type Operation = z.infer<typeof operationSchema>;
export type OperationName = Operation['op'];
/** One kind of operation. */
export type Op<Name extends OperationName> = Extract<Operation, { op: Name }>;
export type ClipName = z.infer<typeof clip>;
export type Ratio = Op<'shape'>['ratio'];

/** An upload as the editor sees it. */
export interface EditorMedia {
  id: string;
  name: string;
  facts: MediaFacts;
}

/** What was uploaded to work with, oldest first. */
export interface Uploads {
  media: EditorMedia[];
  /** The characters of a text that no font has; titles with any are refused. Unless given, all can be drawn. */
  findUndrawable?: (text: string) => string[];
}
