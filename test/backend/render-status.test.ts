import { expect, test } from 'vitest';
import { readRender } from '../../src/backend/render-status.ts';

const URL = 'https://e.com/a.mp4';
const completed = { phase: 'completed', url: URL };

/** Both documented shapes, and what lies between them (wire-contract.md 2.8). */
test.each<[body: object, id: string | undefined, status: object]>([
  [{ success: true, data: { id: 'r', status: 'completed', outputUrl: URL } }, 'r', completed],
  [{ taskId: 'r', status: 'completed', output: { url: URL, size: 15 } }, 'r', completed],
  [{ status: 'completed', data: { id: 'r', output: { url: URL } } }, 'r', completed],
  [{ render_id: 'r', status: 'completed', output: { outputUrl: URL } }, 'r', completed],
  [{ status: 'completed' }, undefined, { phase: 'completed', url: undefined }],
  [{ data: { output: { url: URL } } }, undefined, completed],
  [{ status: 'processing', output: { url: URL } }, undefined, { phase: 'waiting' }],
  [{ status: 'pending', progress: 5 }, undefined, { phase: 'waiting', progress: 0.05 }],
  [{ status: 'processing', progress: 0.5 }, undefined, { phase: 'waiting', progress: 0.5 }],
  [{ status: 'queued', progress: 250 }, undefined, { phase: 'waiting', progress: 1 }],
  [{ id: 7, progress: 'soon' }, undefined, { phase: 'waiting', progress: undefined }],
  [{ status: 'failed', error: 'no memory' }, undefined, { phase: 'failed', reason: 'no memory' }],
  [{ data: { id: 'r', status: 'failed' } }, 'r', { phase: 'failed', reason: '' }],
  [{ status: 'Canceled', error: 'by hand' }, undefined, { phase: 'failed', reason: 'by hand' }],
  [{ status: 'COMPLETED', outputUrl: URL }, undefined, completed],
  // About something else: the submission was answered, and polls tell the rest.
  [{ status: 202, output: 'queued' }, undefined, { phase: 'waiting', progress: undefined }],
  [{ accepted: true }, undefined, { phase: 'waiting', progress: undefined }],
])('reads %j', (body, id, status) => {
  expect(readRender(body)).toEqual({ id, status });
});

test.each([[null], ['queued'], [[{ status: 'completed' }]]])('cannot read %j', (body) => {
  expect(readRender(body)).toBeUndefined();
});
