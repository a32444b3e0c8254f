import { access, constants, stat, statfs } from 'node:fs/promises';
import { readFreeBytes } from '../media/part.ts';
import type { Context } from '../steps/context.ts';
import { findErrorCode } from '../system/errors.ts';
import { doctorWords } from '../words/doctor.ts';
import { fileWords } from '../words/files.ts';
import { sizeText } from '../words/format.ts';
import { joinTexts, verbatim, type Text } from '../words/text.ts';
import { finding, findCurrentFolder, type Finding } from './doctor-finding.ts';

const OLDEST_NODE = 20;
/** A finished video of a minute or two. */
const LEAST_FREE_BYTES = 200_000_000;

/** What a command needs of this machine before it sends anything. */
export async function checkMachine(context: Context): Promise<Finding[]> {
  const { name, version, platform, folder } = context.skill;
  // The SKILL.md in that folder was read before any command begins.
  const skill = verbatim(`${name} ${version} (${platform}), ${folder}`);
  return [
    checkNode(process.versions.node),
    finding(doctorWords.skill(), true, skill),
    finding(doctorWords.update(), true, findUpdate(context.skill)),
    checkSettings(context),
    await checkStateFolder(context),
    ...(await checkCurrentFolder(findCurrentFolder())),
  ];
}

/** As far as the folder tells who installed it. The README lists every way. */
function findUpdate({ name, platform, folder }: Context['skill']): Text {
  if (platform === 'clawhub')
    return doctorWords.either(`clawhub update ${name}`, `openclaw skills update ${name}`);
  if (folder.replaceAll('\\', '/').includes('/.claude/plugins/'))
    return verbatim(`claude plugin update ${name}@${name}`);
  return doctorWords.reinstall();
}

function checkNode(version: string): Finding {
  const isNew = Number.parseInt(version, 10) >= OLDEST_NODE;
  const detail = isNew ? verbatim(version) : doctorWords.tooOld(version, OLDEST_NODE);
  return finding(doctorWords.node(), isNew, detail);
}

/** Names the proxy without its password. */
function checkSettings({ settings: { apiUrl, proxies } }: Context): Finding {
  const proxy = apiUrl.startsWith('http:') ? proxies.http : (proxies.https ?? proxies.http);
  const detail = proxy ? doctorWords.proxied(apiUrl, new URL(proxy).host) : verbatim(apiUrl);
  return finding(doctorWords.settings(), true, detail);
}

/** It was made private, and written to, before any command begins; but some disks keep no modes. */
async function checkStateFolder({ files: { folder }, settings }: Context): Promise<Finding> {
  const { mode } = await stat(folder);
  const isPrivate = settings.system === 'win32' || (mode & 0o077) === 0;
  const isTemporary = folder !== settings.stateFolder;
  const detail = isPrivate ? doctorWords.private(folder) : doctorWords.open(folder);
  const temporary = isTemporary ? [doctorWords.temporary()] : [];
  return finding(doctorWords.stateFolder(), isPrivate, joinTexts([detail, ...temporary]));
}

/** Where videos are saved when `--out` names no other folder. */
async function checkCurrentFolder(folder: string | undefined): Promise<Finding[]> {
  const name = doctorWords.currentFolder();
  if (folder === undefined) return [finding(name, false, fileWords.noCurrentFolder())];
  const here = await access(folder, constants.W_OK).then(
    () => finding(name, true, verbatim(folder)),
    (error: unknown) => finding(name, false, fileWords.noWriting(folder, findErrorCode(error))),
  );
  const free = readFreeBytes(await statfs(folder).catch(() => undefined));
  if (free === undefined) return [here];
  return [here, finding(doctorWords.freeSpace(), free >= LEAST_FREE_BYTES, sizeText(free))];
}
