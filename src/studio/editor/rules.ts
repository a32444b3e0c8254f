import { placeRule } from './place.ts';
import type { EditRule } from './rule.ts';
import { addTitleRule, changeTitleRule, removeTitleRule } from './title-rules.ts';

/** Everything the editor can do; a clause is offered to the rules in this order. */
export const EDIT_RULES: EditRule[] = [removeTitleRule, changeTitleRule, addTitleRule, placeRule];
