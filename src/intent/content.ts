import { roles } from './role-pattern.ts';
import { lettersOf } from './segments.ts';
import type { Part } from './part.ts';

const LIST = 'exportVerb|downloadVerb|uploadVerb|credits|balance|timeline';
/** A text in quotes is all of it: what comes after is no more of it. */
const TOPIC = roles`topic (?! quoted $) (.*) $`;
const KEYWORD = roles`(${LIST}|importVerb|renderVerb|saveVerb|giveVerb)`;
const ENDS_IN_VERB = roles`(exportVerb|downloadVerb|uploadVerb|importVerb|renderVerb|saveVerb|giveVerb) $`;
const POINTS = roles`(it|me|the)`;
const POINTS_AT_VIDEO = roles`(it|me|the|only|video)`;
const NAMES_ANYTHING = roles`(it|me|the|video|filler|quality|format|link)`;
const ADDRESS = roles`^ (filler|address)+ $`;
const ONE_KEYWORD = roles`^ (${LIST}|renderVerb) $`;
const ONE_EXPORT = roles`^ (exportVerb|downloadVerb) $`;
const LISTED = roles`^ (uploadVerb|credits|balance|timeline) $`;
const KEYWORD_OF_LIST = roles`(${LIST})`;
const LIST_OF_ITEMS = roles`^ (${LIST})* screenItem`;
const GOES_ON = roles`^ (?! editVerb|showVerb|howMany) .`;

/**
 * Whether a part that reads like a request belongs to the edit beside it: one more item of a list ("add music, credits and
 * a title"), or the topic or text of what is made ("a tutorial on how to upload and download videos").
 */
export function isContent(part: Part, before: Part | undefined, after: Part | undefined): boolean {
  const own = lettersOf(part.tokens);
  if (startsList(own, after)) return true;
  if (before?.meaning.kind !== 'edit' || part.seam === 'start') return false;
  const left = lettersOf(before.tokens);
  const topic = TOPIC.find(left);
  const isBare = !NAMES_ANYTHING.test(own);
  if (topic !== undefined && KEYWORD.test(topic)) {
    // "a caption: upload it and export it"
    const isSpelledOut = before.tokens.some(({ text }) => text === ':');
    if (isBare || (isSpelledOut && part.seam !== 'strong')) return true;
    // "how to upload and download it": both verbs are the topic's
    if (part.seam !== 'strong' && (ENDS_IN_VERB.test(topic) || !POINTS.test(own))) return true;
  }
  if (ADDRESS.test(own)) return true;
  if (part.seam === 'strong') return false;
  if (topic !== undefined && !POINTS_AT_VIDEO.test(own)) return true;
  return ONE_KEYWORD.test(own) && (LISTED.test(own) || KEYWORD_OF_LIST.test(left));
}

/** "credits and title should be white", "upload, download and export buttons". */
const startsList = (own: string, after: Part | undefined): boolean => {
  if (!after || after.seam === 'strong' || after.meaning.kind !== 'edit') return false;
  const next = lettersOf(after.tokens);
  return LISTED.test(own) ? GOES_ON.test(next) : ONE_EXPORT.test(own) && LIST_OF_ITEMS.test(next);
};
