/** All that the stand-in knows of the engine. */
export type { RenderRequest, StudioEngine } from './libav-engine.ts';
export type { RenderMedia, RenderPath } from './render/plan.ts';
