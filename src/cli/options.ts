/** Every option any script takes (interface.md, "The scripts"), in the order `--help` shows them. */
export const OPTIONS = {
  file: { value: 'PATH|URL', text: 'a file or link to upload first; repeatable' },
  edit: { value: 'TEXT', text: 'a message for the editor, sent word for word; repeatable' },
  export: { text: 'export the video at the end' },
  out: { value: 'PATH', text: 'where the video goes: a folder, or a name ending in .mp4' },
  resolution: {
    value: 'WxH|1080p|720p',
    text: 'the size to render; by default the project decides',
  },
  format: { value: 'mp4', text: 'the only format there is' },
  force: { text: 'overwrite a file of that name' },
  media: { value: 'NAME|all', text: "save the session's own media instead, as they are" },
  resume: { text: 'go on with a job: the one named, or the latest unfinished one' },
  new: { text: 'start a fresh session for this project' },
  session: { value: 'ID', text: 'go on in a session that exists, made on the website for one' },
  list: { text: 'show the projects known on this machine' },
  timeline: { value: 'PATH', text: 'write the timeline there: .svg, .otio, .srt, .vtt or .json' },
  again: { text: 'begin anew although the same was begun before and is not finished' },
  parallel: { value: '1|2|3', text: 'renders waited for at once (default: 3)' },
  'dry-run': { text: 'print the plan and do nothing' },
  project: { value: 'NAME', text: 'the project; a name keeps its own timeline (default: default)' },
  lang: { value: 'CODE', text: 'the language to talk in, e.g. en or zh' },
  wait: { value: 'SECONDS', text: 'longest this call may take; what is left can be resumed' },
  json: { text: 'print one JSON document' },
  verbose: { text: 'diagnostics on stderr' },
  version: { text: 'print the version' },
  help: { text: 'print this' },
} as const satisfies Record<string, { value?: string; text: string }>;

export type OptionName = keyof typeof OPTIONS;

/** Taken by every script. */
export const COMMON_OPTIONS: OptionName[] = [
  'project',
  'lang',
  'wait',
  'json',
  'verbose',
  'version',
  'help',
];

/** What a script takes besides the common options. */
export interface ArgumentShape {
  name: string;
  /** As shown in the usage line, e.g. `TEXT` or `FILE|URL…`. */
  words?: string;
  /** How many words it takes. */
  count?: [least: number, most: number];
  options?: OptionName[];
}
