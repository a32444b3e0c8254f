import { routeMessage } from '../intent/intent.ts';
import { tellPlan } from '../jobs/plan.ts';
import type { Outcome } from '../system/outcome.ts';

/** The plan for a message. No network, nothing remembered. */
export const route = (message: string, files: string[]): Outcome =>
  tellPlan(routeMessage(message, files));
