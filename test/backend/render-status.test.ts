import { expect, test } from 'vitest';
import { readRender } from '../../src/backend/render-status.ts';

/** REF: everything under `data`, the file at `outputUrl`. */
const nested = {
  success: true,
  data: {
    id: 'render_1',
    status: 'completed',
    progress: 100,
    outputUrl: 'https://static1.nemovideo.ai/render-result/render_1.mp4',
    createdAt: 1_773_423_613_616,
  },
};
/** SEED: top level, the file at `output.url`. */
const flat = {
  taskId: 'render_2',
  status: 'completed',
  progress: 100,
  output: { url: 'https://cdn.example.com/output.mp4', duration: 30.5, size: 15_728_640 },
};

test.each([
  ['the nested shape', nested, 'render_1', nested.data.outputUrl],
  ['the flat shape', flat, 'render_2', flat.output.url],
  ['the flat shape inside an envelope', { code: 0, data: flat }, 'render_2', flat.output.url],
  [
    'a status at the top and a file under data',
    { status: 'completed', data: { id: 'r', output: { url: 'https://e.com/a.mp4' } } },
    'r',
    'https://e.com/a.mp4',
  ],
  [
    'a file at output.outputUrl',
    { id: 'r', status: 'completed', output: { outputUrl: 'https://e.com/a.mp4' } },
    'r',
    'https://e.com/a.mp4',
  ],
  ['a numeric id', { id: 7, status: 'completed', outputUrl: 'u' }, '7', 'u'],
  ['render_id', { render_id: 'r', status: 'completed', outputUrl: 'u' }, 'r', 'u'],
])('reads a completed render from %s', (...[, body, id, url]) => {
  expect(readRender(body)).toEqual({ id, status: { phase: 'completed', url } });
});

test('knows a completed render whose file has no address yet', () => {
  expect(readRender({ status: 'completed' })?.status).toEqual({
    phase: 'completed',
    url: undefined,
  });
});

test.each(['pending', 'processing', 'queued', '', 'PENDING'])(
  'waits while the status is "%s"',
  (status) => {
    expect(readRender({ status, progress: 40 })?.status).toEqual({
      phase: 'waiting',
      progress: 0.4,
    });
  },
);

test('waits when there is no status', () => {
  expect(readRender({ success: true, data: {} })?.status).toEqual({
    phase: 'waiting',
    progress: undefined,
  });
});

test.each([
  [0, 0],
  [0.05, 0.05],
  [0.5, 0.5],
  [5, 0.05],
  [50, 0.5],
  [99.5, 0.995],
  [100, 1],
  [250, 1],
  [-3, 0],
  ['40', 0.4],
  ['soon', undefined],
  [null, undefined],
  [undefined, undefined],
])('reads the progress %j as %j', (progress, share) => {
  expect(readRender({ status: 'processing', progress })?.status).toEqual({
    phase: 'waiting',
    progress: share,
  });
});

test.each([
  ['at the top', { status: 'failed', error: 'no memory' }, 'no memory'],
  ['under data', { success: true, data: { status: 'FAILED', error: 'no memory' } }, 'no memory'],
  ['without a reason', { status: 'failed' }, ''],
  ['with a reason that is no text', { status: 'failed', error: { code: 5 } }, ''],
])('reads a failure %s', (_where, body, reason) => {
  expect(readRender(body)?.status).toEqual({ phase: 'failed', reason });
});

test.each([
  ['a status that is a number', { status: 5 }],
  ['an output that is text', { status: 'completed', output: 'a.mp4' }],
])('cannot read %s', (_what, body) => {
  expect(readRender(body)).toBeUndefined();
});
