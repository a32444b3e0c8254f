import type { Text } from '../../words/text.ts';
import { doctorWords } from '../../words/doctor.ts';

/** What `doctor` looks at, in the order in which it tells; the names stand in its document. */
export const CHECK_NAMES = {
  node: doctorWords.node(),
  skill: doctorWords.skill(),
  'state folder': doctorWords.stateFolder(),
  'current folder': doctorWords.currentFolder(),
  'free space': doctorWords.freeSpace(),
  proxy: doctorWords.proxy(),
  dns: doctorWords.dns(),
  tls: doctorWords.tls(),
  api: doctorWords.api(),
  clock: doctorWords.clock(),
  token: doctorWords.token(),
  renders: doctorWords.renders(),
  messages: doctorWords.messages(),
  downloads: doctorWords.downloads(),
};

/** One thing looked at. */
export interface Finding {
  name: keyof typeof CHECK_NAMES;
  ok: boolean;
  detail: Text;
}
