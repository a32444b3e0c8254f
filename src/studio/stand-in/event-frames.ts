import type { StudioOptions } from './options.ts';

/** How a stream of server-sent events is written (WHATWG HTML, 9.2.6). */
export interface EventFrames {
  /** Before the first event. */
  begin: string;
  event(record: object): string;
  /** Bytes made elsewhere, with this stream's line ends. */
  raw(frame: string): string;
  /** After the last event. */
  end: string;
}

const LINE_ENDS = { plain: '\n', crlf: '\r\n', cr: '\r', ornate: '\n' } as const;

/** As ADK writes them, with other line ends, or with all that a stream may carry besides (contract 3.3). */
export function createFrames(style: StudioOptions['frames']): EventFrames {
  const raw = (frame: string): string => frame.replaceAll('\n', LINE_ENDS[style]);
  if (style !== 'ornate') {
    return {
      begin: '',
      event: (record) => raw(`data: ${JSON.stringify(record)}\n\n`),
      raw,
      end: '',
    };
  }
  let count = 0;
  return {
    begin: '\uFEFFretry: 3000\n\n',
    event(record) {
      const lines = JSON.stringify(record, null, 1).split('\n');
      return [`id: ${(count += 1)}`, ...lines.map((line) => `data: ${line}`), '', ''].join('\n');
    },
    raw,
    // Without the empty line that would end the block.
    end: 'data: [DONE]',
  };
}
