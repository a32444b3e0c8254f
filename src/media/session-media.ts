import { asRecord, type JsonObject } from '../system/json.ts';
import type { Segment, Timeline } from '../timeline/timeline.ts';
import { cutText } from '../words/format.ts';
import { nameKey } from './media-arrival.ts';
import { isLink } from './media-source.ts';
import {
  describeMedia,
  findAddress,
  findName,
  findType,
  statedType,
  type MediaFacts,
} from './media.ts';

/** Something that a session holds: an upload, or what was generated. */
export interface SessionMedia extends MediaFacts {
  generated: boolean;
  /** As the backend gives it: nobody has judged it yet. */
  address: string | undefined;
}

/** The lists in a state; the draft, the canvas and the analyses are none. */
const LISTS = /infos|media|^files|assets|uploads|videos|images|audio|music|bgm|voice/i;
const GENERATED = /generat|music|bgm|voice/i;
/** What only shows what a file looks like. */
const LOOKS = /thumb|cover|poster|preview|icon|avatar/i;
/** Nobody keeps media deeper, or reads more of them. */
const DEEPEST_LIST = 6;
const MOST_ITEMS = 1_000;
/** A longer one is no name that anybody gives. */
const LONGEST_NAME = 120;

/**
 * Lists what a session holds: what stands in the lists of its state, and then what stands on its timeline alone, as music may
 * that the editor added by itself.
 */
export function listMedia(lists: JsonObject, { tracks }: Pick<Timeline, 'tracks'>): SessionMedia[] {
  const found = readLists(lists);
  const segments = tracks.flatMap(({ kind, segments: own }) =>
    own.map((each) => ({ kind, ...each })),
  );
  for (const { kind, label, url } of segments) {
    if (url === undefined || kind === 'title') continue;
    const facts = describeMedia({ name: label.en, url, kind });
    const isListed = found.some(
      ({ name, address }) => unsigned(address) === unsigned(url) || fold(name) === fold(facts.name),
    );
    if (!isListed) found.push({ ...facts, generated: true, address: url });
  }
  return found;
}

/**
 * The media in a state's lists, each address once. The shapes of the lists were never published (wire-contract.md 2.6): items
 * are looked for at any depth, and an address alone is one as well.
 */
function readLists(state: JsonObject): SessionMedia[] {
  const found: SessionMedia[] = [];
  for (const [key, list] of Object.entries(state).filter(([name]) => LISTS.test(name))) {
    const type = /infos$/i.test(key) ? undefined : findType(key);
    for (const item of collect(list, type, DEEPEST_LIST).slice(0, MOST_ITEMS)) {
      const address = findAddress(item);
      const generated = GENERATED.test(key) || item['generated'] === true;
      const same = found.find((media) => address !== undefined && media.address === address);
      if (same) same.generated ||= generated;
      else {
        const facts = describeMedia(item);
        found.push({ ...facts, name: cutText(facts.name, LONGEST_NAME), generated, address });
      }
    }
  }
  return found;
}

/** The timeline with an address for each clip that has none, where the lists hold exactly one of its name. */
export function withAddresses(timeline: Timeline, lists: JsonObject): Timeline {
  const addresses = new Map<string, string | undefined>();
  for (const { name, address } of readLists(lists))
    addresses.set(fold(name), addresses.has(fold(name)) ? undefined : address);
  const find = ({ label }: Segment): string | undefined => addresses.get(fold(label.en));
  const tracks = timeline.tracks.map(({ kind, segments }) => ({
    kind,
    segments: kind === 'title' ? segments : segments.map((each) => ({ url: find(each), ...each })),
  }));
  return { ...timeline, tracks };
}

/** What of an address stays when it is signed anew. */
export const unsigned = (address = ''): string => address.replace(/[?#].*$/s, '');

/** The items in a value, each with what stands around it; `kind` is the type that the key above says. */
function collect(value: unknown, kind: string | undefined, levels: number): JsonObject[] {
  if (typeof value === 'string' && isLink(value)) return [{ kind, url: value }];
  if (Array.isArray(value) && levels > 0)
    return value.flatMap((each) => collect(each, kind, levels - 1));
  const item = asRecord(value);
  if (!item || levels === 0) return [];
  if (findAddress(item) !== undefined) return [{ kind, ...item }];
  const inner = Object.entries(item)
    .filter(([key, each]) => !LOOKS.test(key) && (typeof each === 'object' || findType(key)))
    .flatMap(([key, each]) => collect(each, findType(key) ?? kind, levels - 1));
  if (findName(item) === undefined && statedType(item) === undefined) return inner;
  const filed = inner.filter((each) => findAddress(each) !== undefined);
  if (filed.length > 1) return filed;
  const own = Object.entries(item).filter(([, each]) => typeof each !== 'object');
  return [{ kind, ...filed[0], ...Object.fromEntries(own) }];
}

/** The media that are wanted: `all`, a name, or words for a kind (`original`, `generated music`). Empty when there are none. */
export function selectMedia(all: SessionMedia[], wanted: string): SessionMedia[] {
  if (wanted === 'all') return all;
  const named = [
    (name: string) => nameKey(name) === nameKey(wanted),
    (name: string) => fold(name) === fold(wanted),
    (name: string) => fold(name).replace(/\.\w{2,4}$/, '') === fold(wanted),
  ]
    .map((fits) => all.filter(({ name }) => fits(name)))
    .find((fitting) => fitting.length > 0);
  if (named) return named;
  if (!isKindOnly(wanted)) return [];
  return all.filter((media) => wanted.split(/\s+/).every((word) => isKind(media, word)));
}

/** Words that mean a kind of media and no name: `original`, `generated music`, 图片. */
export const isKindOnly = (wanted: string): boolean =>
  wanted.split(/\s+/).every((word) => KIND.test(word));

const KIND =
  /^(?:originals?|uploads?|uploaded|generated|(?:video|clip|movie|image|picture|photo|sound|song)s?|audio|music|bgm|voice|speech|视频|片段|图片?|照片|音频|音乐|配乐|旁白)$/i;

const fold = (name: string): string => nameKey(name).toLowerCase();

const isKind = ({ generated, type }: SessionMedia, word: string): boolean =>
  /^(?:original|upload)/i.test(word)
    ? !generated
    : /^generated/i.test(word)
      ? generated
      : findType(word) === type;
