import type { StudioEngine } from '../cutter/engine-port.ts';
import type { Project } from '../cutter/editor.ts';
import type { Uploads } from '../cutter/operations/operation.ts';
import type { Session } from './records.ts';

/** What the editor changes. */
export const openProject = ({ timeline, earlier = [] }: Session): Project => ({
  timeline,
  earlier,
});

/** What the editor works with. */
export const openUploads = (
  { media }: Session,
  { findUndrawable }: Pick<StudioEngine, 'findUndrawable'>,
): Uploads => ({ media, findUndrawable });
