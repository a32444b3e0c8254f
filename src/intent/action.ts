/** What the skill can do with a part of a message. */
export type Action = 'upload' | 'chat' | 'state' | 'credits' | 'export';
