/** Every rule the package is held against, by the scanner it comes from. */
import { CLAWHUB_RULES } from './scan-clawhub.ts';
import { CLAWSCAN_RULES } from './scan-clawscan.ts';
import { FOLDER_RULES } from './scan-folder.ts';
import { FRONT_MATTER_RULES } from './scan-front-matter.ts';
import { OPENCLAW_RULES } from './scan-openclaw.ts';
import type { ScanRule } from './scan-skill.ts';
import { SKILLSPECTOR_RULES } from './scan-skillspector.ts';

export const SCAN_RULES: ScanRule[] = [
  ...OPENCLAW_RULES,
  ...CLAWHUB_RULES,
  ...CLAWSCAN_RULES,
  ...SKILLSPECTOR_RULES,
  ...FOLDER_RULES,
  ...FRONT_MATTER_RULES,
];
