/** Stands in every file that a timeline is written to, by ending, so that nothing but an earlier one of its kind is replaced. */
export const MARKS = {
  '.svg': 'data-drawn-by="ai-video-download"',
  '.json': '"made_by": "ai-video-download"',
  '.otio': '"made_by": "ai-video-download"',
  /** SubRip has no comments: empty lines at its end, with line ends of both kinds in turn, which no player shows. */
  '.srt': '\n\r\n\n\r\n',
  '.vtt': 'NOTE made by ai-video-download',
} as const;
